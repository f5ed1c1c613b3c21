/**
 * The second factor by user id (a code of an authenticator app or a recovery code), and the proof
 * that the person at the keyboard is the account's owner. It hides the secrets, which codes are
 * right and what is asked for. It stands on ratelimit and passwords.
 */
@NullMarked
package dev.gatehouse.mfa;

import org.jspecify.annotations.NullMarked;

/**
 * Proof that the person at the keyboard is the account's owner, by user id. It hides what is asked
 * for. It stands on passwords.
 */
@NullMarked
package dev.gatehouse.mfa;

import org.jspecify.annotations.NullMarked;

/**
 * The second factor of a user id (authenticator app or recovery code), and re-authentication of an
 * account's owner. Hides the secrets and the verification of codes. Depends on ratelimit and
 * passwords.
 */
@NullMarked
package dev.gatehouse.mfa;

import org.jspecify.annotations.NullMarked;

package dev.gatehouse.signin;

import java.util.List;
import java.util.Optional;

/**
 * A sign-in with the right password that awaits a code.
 *
 * @param digest digest of its mfa_token
 * @param clientId the OAuth2 client that signs in
 * @param credentialDigest digest of the password hash and address it was begun with, and of the
 *     scope if there is one
 * @param scope the permissions it asked for, in the order of their names; empty if it asked for
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PendingSignIn(
    byte[] digest,
    long userId,
    String clientId,
    byte[] credentialDigest,
    Optional<List<String>> scope) {}

package dev.gatehouse.signin;

/**
 * A sign-in with the right password that awaits a code.
 *
 * @param digest digest of its mfa_token
 * @param clientId the OAuth2 client that signs in
 * @param credentialDigest digest of the password hash and address it was begun with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PendingSignIn(byte[] digest, long userId, String clientId, byte[] credentialDigest) {}

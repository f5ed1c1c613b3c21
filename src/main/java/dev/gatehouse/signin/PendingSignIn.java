package dev.gatehouse.signin;

/**
 * A sign-in with the right password that waits for a code.
 *
 * @param digest of its mfa_token
 * @param clientId the OAuth2 client that signs in
 * @param credentialDigest of the password hash and the address that it was begun with
 */
@SuppressWarnings("ArrayRecordComponent") // nothing compares them
public record PendingSignIn(byte[] digest, long userId, String clientId, byte[] credentialDigest) {}

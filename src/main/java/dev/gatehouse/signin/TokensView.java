package dev.gatehouse.signin;

/**
 * The tokens of a session (RFC 6749 5.1).
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 */
record TokensView(
    String accessToken,
    String tokenType,
    long expiresIn,
    String refreshToken,
    long refreshExpiresIn) {}

package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Example;

/**
 * The tokens of a session (RFC 6749 5.1).
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 */
record TokensView(
    @Example("eyJhbGciOiJIUzI1NiJ9.e30.c2ln") String accessToken,
    @Example("bearer") String tokenType,
    @Example("1800") long expiresIn,
    @Example("3q2-7wAAAAAAAAAB.kq1x") String refreshToken,
    @Example("2592000") long refreshExpiresIn) {}

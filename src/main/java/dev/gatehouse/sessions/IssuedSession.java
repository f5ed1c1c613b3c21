package dev.gatehouse.sessions;

import java.time.Duration;

/**
 * A session with what its client needs to carry it on.
 *
 * @param refreshToken the current refresh token
 * @param refreshExpiresIn for how long it is good
 */
public record IssuedSession(Session session, String refreshToken, Duration refreshExpiresIn) {}

package dev.gatehouse.sessions;

import java.time.Duration;

/**
 * A session with its current refresh token.
 *
 * @param owner its user now
 * @param refreshToken the current refresh token
 * @param refreshExpiresIn lifetime of the refresh token
 */
public record IssuedSession(
    Session session, SessionOwner owner, String refreshToken, Duration refreshExpiresIn) {}

package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an access token of a session says.
 *
 * @param scope the permissions that the token is limited to, if it is
 * @param authTime when the user signed in
 * @param amr how (RFC 8176)
 * @param roles the user's roles as they are shown
 */
public record SessionClaims(
    long userId,
    UUID sessionId,
    String clientId,
    Optional<List<String>> scope,
    Instant authTime,
    List<String> amr,
    List<String> roles,
    boolean emailVerified) {}

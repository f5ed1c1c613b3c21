package dev.gatehouse.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One signed-in device of a user.
 *
 * @param clientId the OAuth2 client that signed in
 * @param lastUsedAt its last refresh
 * @param scope the permissions it is limited to; empty if it is not
 * @param generation the number of the current refresh token, from 1
 * @param amr how its user authenticated (RFC 8176)
 */
public record Session(
    UUID id,
    long userId,
    String clientId,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    String ip,
    @Nullable String userAgent,
    Optional<List<String>> scope,
    int generation,
    List<String> amr) {}

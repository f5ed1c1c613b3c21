package dev.gatehouse.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its text, which only its holder has.
 *
 * @param prefix the first characters of its text
 * @param scopes the permissions that it is limited to
 * @param networks where it may be used from, in CIDR notation; none allow every network
 * @param expiresAt null if it never expires
 * @param life how long it was made for; empty if for ever
 */
record ApiKey(
    long id,
    String name,
    String prefix,
    List<String> scopes,
    List<String> networks,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedIp,
    Optional<Duration> life) {}

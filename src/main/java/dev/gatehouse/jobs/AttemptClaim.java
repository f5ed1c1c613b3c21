package dev.gatehouse.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What whoever begins an attempt is told.
 *
 * @param lastError of the attempts before it
 */
public record AttemptClaim(
    String payload, int attempts, Instant startedAt, @Nullable String lastError) {}

package dev.gatehouse.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node needs to begin an attempt.
 *
 * @param lastError the error of the previous attempt
 */
public record AttemptClaim(
    String payload, int attempts, Instant startedAt, @Nullable String lastError) {}

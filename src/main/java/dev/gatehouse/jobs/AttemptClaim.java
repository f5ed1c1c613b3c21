package dev.gatehouse.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data with which a node begins an attempt.
 *
 * @param lastError the error of the previous attempt
 */
public record AttemptClaim(
    String payload, int attempts, Instant startedAt, @Nullable String lastError) {}

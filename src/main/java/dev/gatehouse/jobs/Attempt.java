package dev.gatehouse.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt, as a job's history keeps it. */
record Attempt(
    int attempt,
    @Nullable String node,
    @Nullable Instant startedAt,
    Instant endedAt,
    String outcome,
    @Nullable String error) {}

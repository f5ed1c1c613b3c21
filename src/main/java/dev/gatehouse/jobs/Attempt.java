package dev.gatehouse.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt in a job's history. */
record Attempt(
    int attempt,
    @Nullable String node,
    @Nullable Instant startedAt,
    Instant endedAt,
    String outcome,
    @Nullable String error) {}

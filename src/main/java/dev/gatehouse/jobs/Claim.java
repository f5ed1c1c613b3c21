package dev.gatehouse.jobs;

import java.time.Instant;

/** What whoever begins an attempt is told. */
public record Claim(String payload, int attempts, Instant startedAt) {}

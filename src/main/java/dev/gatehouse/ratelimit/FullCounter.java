package dev.gatehouse.ratelimit;

import java.time.Instant;

/**
 * A counter that has reached its limit.
 *
 * @param name name of the limit
 * @param subject the subject it counts
 * @param fullUntil when it has room again
 */
public record FullCounter(String name, String subject, Instant fullUntil) {}

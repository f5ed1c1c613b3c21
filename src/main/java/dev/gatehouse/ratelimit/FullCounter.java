package dev.gatehouse.ratelimit;

import java.time.Instant;

/**
 * A counter that has no room.
 *
 * @param name of its limit
 * @param subject what it counts
 * @param fullUntil from when on it has room again
 */
public record FullCounter(String name, String subject, Instant fullUntil) {}

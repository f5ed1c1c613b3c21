package dev.gatehouse.platform.problems;

import java.time.Duration;

/**
 * A limit that lets nothing more through for now.
 *
 * @param name by which clients know it
 * @param subject a keyed digest of what it counted
 * @param quota how much it lets through
 * @param window in how long a time
 */
public record LimitReached(String name, String subject, int quota, Duration window) {}

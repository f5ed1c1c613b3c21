package dev.gatehouse.platform.problems;

import java.time.Duration;

/**
 * A limit that currently admits nothing more.
 *
 * @param name known to clients
 * @param subject a keyed digest of what was counted
 * @param quota how much the limit admits in a window
 */
public record LimitReached(String name, String subject, int quota, Duration window) {}

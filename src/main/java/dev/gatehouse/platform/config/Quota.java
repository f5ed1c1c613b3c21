package dev.gatehouse.platform.config;

import java.time.Duration;

/**
 * A limit of {@code count} within any {@code window}.
 *
 * @param count 1 to 1000
 * @param window whole seconds, 1s to 1d
 */
public record Quota(int count, Duration window) {}

package dev.gatehouse.platform.config;

import java.time.Duration;

/**
 * So many in any such time.
 *
 * @param count 1 to 1000
 * @param window whole seconds, 1s to 1d
 */
public record Quota(int count, Duration window) {}

package dev.gatehouse.sessions;

import org.jspecify.annotations.Nullable;

/**
 * Where a session is opened from.
 *
 * @param ip the client's address
 * @param userAgent what the client calls itself
 */
public record Device(String ip, @Nullable String userAgent) {}

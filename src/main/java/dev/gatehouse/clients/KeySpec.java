package dev.gatehouse.clients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key to be made, checked as far as nothing need be looked up.
 *
 * @param scopes sorted
 * @param expiresAt empty if it never expires
 */
record KeySpec(
    String name, List<String> scopes, List<String> networks, Optional<Instant> expiresAt) {}

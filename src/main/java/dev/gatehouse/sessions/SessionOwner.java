package dev.gatehouse.sessions;

import java.util.List;

/**
 * What the user of a session is at the moment, for its access tokens.
 *
 * @param hasAdmin whether the role {@code admin} is among the roles
 * @param roles the others, sorted
 */
public record SessionOwner(boolean hasAdmin, List<String> roles, boolean emailVerified) {}

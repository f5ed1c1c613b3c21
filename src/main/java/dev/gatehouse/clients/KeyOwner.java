package dev.gatehouse.clients;

import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.users.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A live key, and what its owner holds.
 *
 * @param user the owner; empty if that is a service account
 * @param id of the owner
 * @param held by the owner, within the scopes of the key
 * @param roles of the owner
 * @param expiresAt empty if the key never expires
 * @param isKnownNetwork whether it was used before from the network that it comes from
 */
record KeyOwner(
    long keyId,
    Optional<User> user,
    long id,
    HeldPermissions held,
    GivenRoles roles,
    List<String> networks,
    Optional<Instant> expiresAt,
    boolean isKnownNetwork) {}

package dev.gatehouse.clients;

import dev.gatehouse.users.User;
import java.util.List;
import java.util.Optional;

/**
 * A live key, and what its owner holds.
 *
 * @param user the owner; empty if that is a service account
 * @param id of the owner
 * @param isAdmin whether the owner holds all permissions
 * @param permissions that the owner's roles give; none of one who holds all
 * @param isKnownNetwork whether it was used before from the network that it comes from
 */
record KeyOwner(
    long keyId,
    Optional<User> user,
    long id,
    boolean isAdmin,
    List<String> permissions,
    List<String> scopes,
    List<String> networks,
    boolean isKnownNetwork) {}

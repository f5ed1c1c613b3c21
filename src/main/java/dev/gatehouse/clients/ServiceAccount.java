package dev.gatehouse.clients;

import dev.gatehouse.roles.GivenRoles;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of a program.
 *
 * @param contactEmail gets mail about its keys
 * @param jwks a JSON Web Key Set of public keys
 * @param version incremented by each change
 */
record ServiceAccount(
    long id,
    String name,
    String description,
    GivenRoles roles,
    @Nullable String contactEmail,
    boolean isActive,
    String jwks,
    long version,
    Instant createdAt,
    Instant updatedAt) {}

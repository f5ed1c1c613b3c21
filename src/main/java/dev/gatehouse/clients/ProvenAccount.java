package dev.gatehouse.clients;

import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import java.time.Instant;
import java.util.Optional;

/**
 * A service account that has proven who it is.
 *
 * @param keyId the key by which it did
 * @param held by the account, within the scopes of that key
 * @param latestEnd the end of that key
 */
public record ProvenAccount(
    long id,
    Optional<Long> keyId,
    HeldPermissions held,
    GivenRoles roles,
    Optional<Instant> latestEnd) {}

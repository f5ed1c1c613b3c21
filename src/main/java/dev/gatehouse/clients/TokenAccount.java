package dev.gatehouse.clients;

import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The account of an access token, and what it holds.
 *
 * @param keyId the key that the token was issued for
 * @param held by the account, within the scope of that key and of the token
 * @param networks where the token may be used from, in CIDR notation; none allow every network
 */
public record TokenAccount(
    long id, Optional<Long> keyId, HeldPermissions held, GivenRoles roles, List<String> networks) {
  /** The same, with at most these permissions. */
  TokenAccount limitedTo(List<String> permissions) {
    return new TokenAccount(id, keyId, held.within(Set.copyOf(permissions)), roles, networks);
  }
}

package dev.gatehouse.roles;

import dev.gatehouse.platform.security.RequestOrigin;
import java.util.Optional;

/** Who has which roles. Call everything in a transaction. */
public interface RoleHolders {
  /**
   * The roles of an active person, which do not change until the transaction ends. Whoever locks
   * roles too locks them afterwards.
   */
  Optional<GivenRoles> lock(long userId);

  long count(String role);

  /** Takes a role from some who have it, records each, and returns how many. */
  int takeSome(String role, RequestOrigin origin);
}

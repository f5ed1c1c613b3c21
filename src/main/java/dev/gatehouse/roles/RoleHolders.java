package dev.gatehouse.roles;

import dev.gatehouse.platform.security.RequestOrigin;
import java.util.List;
import java.util.Optional;

/** Who has which roles. Call everything in a transaction. */
public interface RoleHolders {
  /** A person who has a role, and all roles of that person. */
  record Holder(long userId, GivenRoles roles) {}

  /**
   * People whose roles do not change until the transaction ends.
   *
   * @param caller empty if the person is not there or not active
   * @param others who have the role
   */
  record Locked(Optional<GivenRoles> caller, List<Holder> others) {}

  /**
   * The roles of an active person, which do not change until the transaction ends. Whoever locks
   * roles too locks them afterwards.
   */
  Optional<GivenRoles> lock(long userId);

  /**
   * Locks a person as above, and some others who have a role.
   *
   * @param limit how many others at most
   */
  Locked lockWithSome(long userId, String role, int limit);

  long count(String role);

  /** Takes a role from some whose rows are locked, and records each. */
  void take(String role, List<Holder> holders, RequestOrigin origin);
}

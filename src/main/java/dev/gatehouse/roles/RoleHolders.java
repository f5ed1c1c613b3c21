package dev.gatehouse.roles;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.List;
import java.util.Optional;

/** People or service accounts, and which roles they have. Call everything in a transaction. */
public interface RoleHolders {
  /** Somebody who has a role, and all roles of theirs. */
  record Holder(Actor actor, GivenRoles roles) {}

  /**
   * Holders whose roles do not change until the transaction ends.
   *
   * @param caller empty if the caller is not there, not active or not of this kind
   * @param others who have the role
   */
  record Locked(Optional<GivenRoles> caller, List<Holder> others) {}

  /**
   * The roles of somebody active, which do not change until the transaction ends; empty for an
   * actor of another kind. Everybody locks people first, then service accounts, then roles.
   */
  Optional<GivenRoles> lock(Actor actor);

  /**
   * Locks the caller as above, and some others who have a role.
   *
   * @param limit how many others at most
   */
  Locked lockWithSome(Actor caller, String role, int limit);

  long count(String role);

  /** Takes a role from some whose rows are locked, and records each. */
  void take(String role, List<Holder> holders, RequestOrigin origin);
}

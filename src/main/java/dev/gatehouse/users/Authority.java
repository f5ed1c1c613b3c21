package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.roles.HeldPermissions;
import dev.gatehouse.roles.LockedRoles;
import dev.gatehouse.roles.RoleGrants;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holds what a caller does to an account against the bound, on locked rows. Everybody locks first
 * people in the order of their ids, then roles in the order of their names. Call everything in a
 * transaction.
 */
final class Authority {
  private final Accounts accounts;
  private final RoleGrants grants;

  Authority(Accounts accounts, RoleGrants grants) {
    this.accounts = accounts;
    this.grants = grants;
  }

  /**
   * Two accounts and the roles of both, locked.
   *
   * @param user to whom something is done; the caller too, maybe
   */
  record Judged(Caller caller, User now, User user, LockedRoles roles) {
    private boolean isSelf() {
      return now.id() == user.id();
    }

    private HeldPermissions held() {
      return roles.held(now.isAdmin(), now.roles());
    }

    /**
     * Judges by what the caller held when the request came.
     *
     * @throws Failure {@code forbidden} if the account holds more
     */
    void requireWithinBoundSoFar() {
      requireWithinBound(AuthenticatedUser.heldBy(caller));
    }

    /**
     * Judges by what the caller holds now.
     *
     * @throws Failure {@code forbidden} if the account holds more, or the permission was lost
     */
    void requireWithinBound(Permission needed) {
      held().require(needed);
      requireWithinBound(held());
    }

    private void requireWithinBound(HeldPermissions held) {
      if (!isSelf()) {
        held.requireAtLeast(roles.held(user.isAdmin(), user.roles()));
      }
    }

    /**
     * Judges the roles that the account is to have.
     *
     * @throws Failure {@code validation} if one does not exist, {@code forbidden} if they give more
     *     than the caller holds
     */
    void requireGivable(User changed) {
      if (changed.isAdmin() != user.isAdmin() || !changed.roles().equals(user.roles())) {
        roles.requireKnown(changed.roles());
        held().requireAtLeast(roles.held(changed.isAdmin(), changed.roles()));
      }
    }
  }

  /**
   * Locks the caller and an account, and their roles.
   *
   * @param further roles to lock
   * @throws Failure {@code not_found}; {@code invalid_token} if the caller is gone or disabled
   */
  Judged judge(Caller caller, long id, Collection<String> further) {
    if (caller.id() == id) {
      User own = accounts.own(caller);
      return judged(caller, own, own, further);
    }
    if (caller.id() < id) {
      User now = accounts.share(caller);
      return judged(caller, now, accounts.get(id), further);
    }
    User user = accounts.get(id);
    return judged(caller, accounts.share(caller), user, further);
  }

  private Judged judged(Caller caller, User now, User user, Collection<String> further) {
    TreeSet<String> names = new TreeSet<>(now.roles());
    names.addAll(user.roles());
    names.addAll(further);
    return new Judged(caller, now, user, grants.lock(names));
  }

  /**
   * Judges the roles of an account that is not there yet.
   *
   * @throws Failure {@code validation} if one does not exist, {@code forbidden} if they give more
   *     than the caller holds, or {@code users:write} was lost
   */
  void requireGivable(Optional<Caller> caller, boolean isAdmin, Collection<String> roles) {
    User now = accounts.share(caller.orElseThrow());
    TreeSet<String> names = new TreeSet<>(now.roles());
    names.addAll(roles);
    LockedRoles locked = grants.lock(names);
    HeldPermissions held = locked.held(now.isAdmin(), now.roles());
    held.require(UserPermission.USERS_WRITE);
    locked.requireKnown(roles);
    held.requireAtLeast(locked.held(isAdmin, roles));
  }
}

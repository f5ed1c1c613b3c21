package dev.gatehouse.users;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.LockedRoles;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleHolders;
import dev.gatehouse.roles.RoleNames;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what a caller does to an account against the bound, on locked rows. Everybody locks first
 * people in the order of their ids, then service accounts, then roles in the order of their names.
 * Call everything in a transaction.
 */
final class Authority {
  private final Accounts accounts;
  private final RoleHolders holders;
  private final RoleGrants grants;

  Authority(Accounts accounts, RoleHolders holders, RoleGrants grants) {
    this.accounts = accounts;
    this.holders = holders;
    this.grants = grants;
  }

  /**
   * A caller and an account, and the roles of both, locked.
   *
   * @param now the roles that the caller has now
   * @param user to whom something is done; the caller too, maybe
   */
  record Judged(Caller caller, GivenRoles now, User user, LockedRoles roles) {
    private boolean isSelf() {
      return caller.actor().isPerson(user.id());
    }

    private HeldPermissions held() {
      return heldNow(caller, now, roles);
    }

    /**
     * Judges by what the caller held when the request came.
     *
     * @throws Failure {@code forbidden} if the account holds more
     */
    void requireWithinBoundSoFar() {
      requireWithinBound(caller.held());
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

    /** A token or key with a scope must not make more of its own account than it has itself. */
    private void requireWithinBound(HeldPermissions held) {
      if (!isSelf()) {
        held.requireAtLeast(roles.held(user.isAdmin(), user.roles()));
      } else if (held.scope().isPresent()) {
        throw Failure.of(
            CommonCode.INSUFFICIENT_SCOPE,
            "Changing your own account here takes a sign-in without a scope.");
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
    Actor actor = caller.actor();
    if (caller instanceof Caller.Person person && person.id() == id) {
      User own = accounts.own(person);
      return judged(caller, UserRoleHolders.given(own), own, further);
    }
    if (actor.personId().filter(own -> own < id).isPresent()) {
      GivenRoles now = lock(caller);
      return judged(caller, now, accounts.get(id), further);
    }
    User user = accounts.get(id);
    return judged(caller, lock(caller), user, further);
  }

  private GivenRoles lock(Caller caller) {
    return holders.lock(caller.actor()).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }

  private static HeldPermissions heldNow(Caller caller, GivenRoles now, LockedRoles roles) {
    return roles.held(now.isAdmin(), now.names()).withinScopeOf(caller.held());
  }

  private Judged judged(Caller caller, GivenRoles now, User user, Collection<String> further) {
    TreeSet<String> names = new TreeSet<>(now.names());
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
  void requireGivable(Caller caller, boolean isAdmin, Collection<String> roles) {
    GivenRoles now = lock(caller);
    TreeSet<String> names = new TreeSet<>(now.names());
    names.addAll(roles);
    LockedRoles locked = grants.lock(names);
    HeldPermissions held = heldNow(caller, now, locked);
    held.require(UserPermission.USERS_WRITE);
    locked.requireKnown(roles);
    held.requireAtLeast(locked.held(isAdmin, roles));
  }

  /**
   * Somebody who invites, and the account of the invited address, with the roles of both and those
   * offered, all locked.
   *
   * @param invitee empty if the address has no account, or none that matters
   */
  record Inviting(GivenRoles inviter, Optional<User> invitee, LockedRoles roles) {
    private HeldPermissions held() {
      return roles.held(inviter);
    }

    private HeldPermissions heldByInvitee() {
      return invitee
          .map(user -> roles.held(user.isAdmin(), user.roles()))
          .orElse(new HeldPermissions(false, Set.of()));
    }

    private HeldPermissions offered(Collection<String> written) {
      return roles.held(RoleNames.haveAdmin(written), RoleNames.stored(written));
    }

    /**
     * Holds the offer and the invitee against what the inviter, who calls, holds now.
     *
     * @throws Failure {@code forbidden} if one of them has more, or {@code users:write} was lost
     */
    void requireWithinBound(Caller caller, Collection<String> written) {
      HeldPermissions held = held().withinScopeOf(caller.held());
      held.require(UserPermission.USERS_WRITE);
      held.requireAtLeast(offered(written));
      held.requireAtLeast(heldByInvitee());
    }

    /** The same as a question, for an inviter who does not call. */
    boolean isWithinBound(Collection<String> written) {
      return held().contains(UserPermission.USERS_WRITE.text())
          && held().containsAll(offered(written))
          && held().containsAll(heldByInvitee());
    }
  }

  /**
   * Locks somebody who invites and an account, and their roles.
   *
   * @param written the roles offered, as clients write them
   * @return empty if the inviter is gone or disabled
   */
  Optional<Inviting> inviting(Actor inviter, Optional<Long> inviteeId, Collection<String> written) {
    boolean isInviterFirst =
        inviter.personId().flatMap(own -> inviteeId.filter(other -> own < other)).isPresent();
    Optional<GivenRoles> first = isInviterFirst ? holders.lock(inviter) : Optional.empty();
    Optional<User> invitee = inviteeId.flatMap(accounts::find);
    Optional<GivenRoles> given = isInviterFirst ? first : holders.lock(inviter);
    TreeSet<String> names = new TreeSet<>(RoleNames.stored(written));
    given.ifPresent(roles -> names.addAll(roles.names()));
    invitee.ifPresent(user -> names.addAll(user.roles()));
    LockedRoles locked = grants.lock(names);
    return given.map(roles -> new Inviting(roles, invitee, locked));
  }
}

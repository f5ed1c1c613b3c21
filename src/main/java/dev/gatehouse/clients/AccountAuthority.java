package dev.gatehouse.clients;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.LockedRoles;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleHolders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a caller does to a service account against the bound, on locked rows: people, then
 * service accounts in the order of their ids, then roles in the order of their names. An account
 * that changes itself is bound too, as its key may have fewer permissions. Call everything in a
 * transaction.
 */
final class AccountAuthority {
  private final ServiceAccountDao dao;
  private final RoleHolders holders;
  private final RoleGrants grants;

  AccountAuthority(ServiceAccountDao dao, RoleHolders holders, RoleGrants grants) {
    this.dao = dao;
    this.holders = holders;
    this.grants = grants;
  }

  /**
   * A service account within the bound of a caller, and the roles of both, locked.
   *
   * @param caller what the caller holds now
   */
  record Judged(HeldPermissions caller, ServiceAccount account, LockedRoles roles) {
    /**
     * Judges the roles that the account is to have.
     *
     * @throws Failure {@code validation} if one does not exist, {@code forbidden} if they give more
     *     than the caller holds
     */
    void requireGivable(GivenRoles given) {
      if (!given.equals(account.roles())) {
        AccountAuthority.requireGivable(caller, given, roles);
      }
    }
  }

  /**
   * Locks the caller and an account, and their roles.
   *
   * @param further roles to lock
   * @throws Failure {@code not_found}; {@code forbidden} if the account holds more than the caller,
   *     or {@code clients:write} was lost; {@code invalid_token} if the caller is gone or disabled
   */
  Judged judge(Caller caller, long id, List<String> further) {
    Optional<Long> callerId = caller.actor().serviceAccountId();
    Optional<GivenRoles> person =
        callerId.isPresent() ? Optional.empty() : holders.lock(caller.actor());
    Map<Long, ServiceAccount> accounts =
        dao.lock(Stream.concat(callerId.stream(), Stream.of(id)).distinct().toList()).stream()
            .collect(Collectors.toMap(ServiceAccount::id, Function.identity()));
    GivenRoles now =
        person
            .or(
                () ->
                    callerId
                        .map(accounts::get)
                        .filter(ServiceAccount::isActive)
                        .map(ServiceAccount::roles))
            .orElseThrow(AccountAuthority::gone);
    ServiceAccount account = Optional.ofNullable(accounts.get(id)).orElseThrow(Failure::notFound);
    LockedRoles roles = lock(now.names(), account.roles().names(), further);
    HeldPermissions held = heldNow(caller, now, roles);
    held.requireAtLeast(roles.held(account.roles()));
    return new Judged(held, account, roles);
  }

  /**
   * Judges the roles of an account that is not there yet.
   *
   * @throws Failure as {@link #judge} and {@link Judged#requireGivable}
   */
  void requireGivable(Caller caller, GivenRoles given) {
    GivenRoles now = holders.lock(caller.actor()).orElseThrow(AccountAuthority::gone);
    LockedRoles roles = lock(now.names(), given.names(), List.of());
    requireGivable(heldNow(caller, now, roles), given, roles);
  }

  private static void requireGivable(HeldPermissions held, GivenRoles given, LockedRoles roles) {
    roles.requireKnown(given.names());
    held.requireAtLeast(roles.held(given));
  }

  private LockedRoles lock(List<String> first, List<String> second, List<String> third) {
    TreeSet<String> names = new TreeSet<>(first);
    names.addAll(second);
    names.addAll(third);
    return grants.lock(names);
  }

  private static HeldPermissions heldNow(Caller caller, GivenRoles now, LockedRoles roles) {
    HeldPermissions held = roles.held(now).withinScopeOf(caller.held());
    held.require(ClientPermission.CLIENTS_WRITE);
    return held;
  }

  private static Failure gone() {
    return Failure.of(CommonCode.INVALID_TOKEN);
  }
}

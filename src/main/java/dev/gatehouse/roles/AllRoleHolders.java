package dev.gatehouse.roles;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** People and service accounts, locked in this order. */
final class AllRoleHolders implements RoleHolders {
  private final RoleHolders people;
  private final RoleHolders accounts;

  AllRoleHolders(RoleHolders people, RoleHolders accounts) {
    this.people = people;
    this.accounts = accounts;
  }

  @Override
  public Optional<GivenRoles> lock(Actor actor) {
    return of(actor).lock(actor);
  }

  @Override
  public Locked lockWithSome(Actor caller, String role, int limit) {
    Locked first = people.lockWithSome(caller, role, limit);
    Locked second = accounts.lockWithSome(caller, role, limit - first.others().size());
    List<Holder> others = new ArrayList<>(first.others());
    others.addAll(second.others());
    return new Locked(first.caller().or(second::caller), others);
  }

  @Override
  public long count(String role) {
    return people.count(role) + accounts.count(role);
  }

  @Override
  public void take(String role, List<Holder> holders, RequestOrigin origin) {
    for (RoleHolders kind : List.of(people, accounts)) {
      kind.take(
          role, holders.stream().filter(holder -> of(holder.actor()) == kind).toList(), origin);
    }
  }

  private RoleHolders of(Actor actor) {
    return switch (actor.kind()) {
      case PERSON -> people;
      case SERVICE_ACCOUNT -> accounts;
    };
  }
}

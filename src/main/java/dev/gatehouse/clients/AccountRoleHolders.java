package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleHolders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service accounts that have roles. Thread-safe. */
public final class AccountRoleHolders implements RoleHolders {
  /** The id of no account. */
  private static final long NONE = 0;

  private final ServiceAccountDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public AccountRoleHolders(Database database, AuditLog audit, Clock clock) {
    this.dao = database.dao(ServiceAccountDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<GivenRoles> lock(Actor actor) {
    return actor
        .serviceAccountId()
        .flatMap(dao::share)
        .filter(ServiceAccount::isActive)
        .map(ServiceAccount::roles);
  }

  @Override
  public Locked lockWithSome(Actor caller, String role, int limit) {
    long callerId = caller.serviceAccountId().orElse(NONE);
    Optional<GivenRoles> own = Optional.empty();
    List<Holder> others = new ArrayList<>();
    for (ServiceAccount account : dao.lockWithSomeOfRole(callerId, role, limit)) {
      if (account.id() == callerId) {
        own = Optional.of(account).filter(ServiceAccount::isActive).map(ServiceAccount::roles);
      } else if (account.roles().names().contains(role)) {
        others.add(new Holder(Actor.serviceAccount(account.id()), account.roles()));
      }
    }
    return new Locked(own, others);
  }

  @Override
  public long count(String role) {
    return dao.countWithRole(role);
  }

  @Override
  public void take(String role, List<Holder> holders, RequestOrigin origin) {
    if (holders.isEmpty()) {
      return;
    }
    dao.removeRole(
        holders.stream().map(holder -> holder.actor().id()).toList(), role, clock.instant());
    for (Holder holder : holders) {
      List<String> names = holder.roles().shown();
      List<String> left = names.stream().filter(name -> !name.equals(role)).toList();
      audit.record(
          origin,
          ClientAction.CLIENT_UPDATED,
          target(holder.actor().id()),
          new ChangedFields().field(ServiceAccountPatch.ROLES, names, left).detail());
    }
  }

  static AuditTarget target(long id) {
    return AuditTarget.of("service_account", id);
  }
}

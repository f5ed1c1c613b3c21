package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.StoredRoleHolders;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The service accounts that have roles. Thread-safe. */
public final class AccountRoleHolders extends StoredRoleHolders {
  private final ServiceAccountDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public AccountRoleHolders(Database database, AuditLog audit, Clock clock) {
    super(Actor.Kind.SERVICE_ACCOUNT);
    this.dao = database.dao(ServiceAccountDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  private static Row row(ServiceAccount account) {
    return new Row(account.id(), account.isActive(), account.roles());
  }

  @Override
  protected Optional<Row> share(long id) {
    return dao.share(id).map(AccountRoleHolders::row);
  }

  @Override
  protected List<Row> lockWithSomeOfRole(long id, String role, int limit) {
    return dao.lockWithSomeOfRole(id, role, limit).stream().map(AccountRoleHolders::row).toList();
  }

  @Override
  public long count(String role) {
    return dao.countWithRole(role);
  }

  @Override
  protected void remove(String role, List<Long> ids) {
    dao.removeRole(ids, role, clock.instant());
  }

  @Override
  protected void recordLoss(String role, Holder holder, RequestOrigin origin) {
    List<String> names = holder.roles().shown();
    audit.record(
        origin,
        ClientAction.CLIENT_UPDATED,
        target(holder.actor().id()),
        new ChangedFields().field(ServiceAccountPatch.ROLES, names, without(role, names)).detail());
  }

  static AuditTarget target(long id) {
    return AuditTarget.of("service_account", id);
  }
}

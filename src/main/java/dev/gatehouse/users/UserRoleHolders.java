package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.StoredRoleHolders;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The people who have roles. Thread-safe. */
public final class UserRoleHolders extends StoredRoleHolders {
  private final UserDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public UserRoleHolders(Database database, AuditLog audit, Clock clock) {
    super(Actor.Kind.PERSON);
    this.dao = database.dao(UserDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  static GivenRoles given(User user) {
    return new GivenRoles(user.isAdmin(), user.roles());
  }

  private static Row row(User user) {
    return new Row(user.id(), user.isActive(), given(user));
  }

  @Override
  protected Optional<Row> share(long id) {
    return dao.findAndShare(id).map(UserRoleHolders::row);
  }

  @Override
  protected List<Row> lockWithSomeOfRole(long id, String role, int limit) {
    return dao.lockWithSomeOfRole(id, role, limit).stream().map(UserRoleHolders::row).toList();
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
    List<String> names = holder.roles().names();
    audit.record(
        origin,
        UserAction.USER_UPDATED,
        AuditTarget.user(holder.actor().id()),
        new ChangedFields().field(UserPatch.ROLES, names, without(role, names)).detail());
  }
}

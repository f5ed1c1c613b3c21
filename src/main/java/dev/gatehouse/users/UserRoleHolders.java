package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleHolders;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The people who have roles. Thread-safe. */
public final class UserRoleHolders implements RoleHolders {
  private final UserDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public UserRoleHolders(Database database, AuditLog audit, Clock clock) {
    this.dao = database.dao(UserDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<GivenRoles> lock(long userId) {
    return dao.findAndShare(userId)
        .filter(User::isActive)
        .map(user -> new GivenRoles(user.isAdmin(), user.roles()));
  }

  @Override
  public long count(String role) {
    return dao.countWithRole(role);
  }

  @Override
  public int takeSome(String role, RequestOrigin origin) {
    List<User> users = dao.lockSomeWithRole(role);
    dao.removeRole(users.stream().map(User::id).toList(), role, clock.instant());
    for (User user : users) {
      List<String> left = user.roles().stream().filter(name -> !name.equals(role)).toList();
      audit.record(
          origin,
          UserAction.USER_UPDATED,
          AuditTarget.user(user.id()),
          new ChangedFields().field(UserPatch.ROLES, user.roles(), left).detail());
    }
    return users.size();
  }
}

package dev.gatehouse.users;

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

/** The people who have roles. Thread-safe. */
public final class UserRoleHolders implements RoleHolders {
  /** The id of no user. */
  private static final long NOBODY = 0;

  private final UserDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public UserRoleHolders(Database database, AuditLog audit, Clock clock) {
    this.dao = database.dao(UserDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<GivenRoles> lock(Actor actor) {
    return actor
        .personId()
        .flatMap(dao::findAndShare)
        .filter(User::isActive)
        .map(UserRoleHolders::given);
  }

  @Override
  public Locked lockWithSome(Actor actor, String role, int limit) {
    long userId = actor.personId().orElse(NOBODY);
    Optional<GivenRoles> caller = Optional.empty();
    List<Holder> others = new ArrayList<>();
    for (User user : dao.lockWithSomeOfRole(userId, role, limit)) {
      if (user.id() == userId) {
        caller = Optional.of(user).filter(User::isActive).map(UserRoleHolders::given);
      } else if (user.roles().contains(role)) {
        others.add(new Holder(Actor.person(user.id()), given(user)));
      }
    }
    return new Locked(caller, others);
  }

  static GivenRoles given(User user) {
    return new GivenRoles(user.isAdmin(), user.roles());
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
      List<String> names = holder.roles().names();
      List<String> left = names.stream().filter(name -> !name.equals(role)).toList();
      audit.record(
          origin,
          UserAction.USER_UPDATED,
          AuditTarget.user(holder.actor().id()),
          new ChangedFields().field(UserPatch.ROLES, names, left).detail());
    }
  }
}

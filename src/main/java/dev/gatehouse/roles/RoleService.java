package dev.gatehouse.roles;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Adds, changes and deletes roles, within the bound of whoever does it. */
final class RoleService {
  /** Holders whom a transaction takes a role from: people cannot sign in meanwhile. */
  private static final int MOST_AT_A_TIME = 100;

  /** More than are counted. */
  private static final long MORE = Long.MAX_VALUE;

  /** Against somebody who gives the role faster than it can be taken away. */
  private static final int MOST_VAIN = 10;

  private final RoleDao dao;
  private final PreparedQuery<Role> byName;
  private final RoleHolders holders;
  private final Supplier<PermissionCatalogue> catalogue;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  RoleService(
      RoleDao dao,
      PreparedQuery<Role> byName,
      RoleHolders holders,
      Supplier<PermissionCatalogue> catalogue,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.byName = byName;
    this.holders = holders;
    this.catalogue = catalogue;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  Role get(String name) {
    return byName.find(Map.of("name", name)).orElseThrow(Failure::notFound);
  }

  /**
   * Adds a role.
   *
   * @throws Failure {@code validation} if the name is taken or a permission unknown, {@code
   *     forbidden} beyond the bound
   */
  Role add(NewRole form, Caller caller, RequestOrigin origin) {
    List<String> permissions = known(form.permissions());
    return transactions.inTransaction(
        row(form.name()),
        () -> {
          callersNow(caller, List.of()).requireWithinBound(permissions);
          if (BuiltInRole.is(form.name())) {
            throw taken();
          }
          Role role =
              dao.insert(form.name(), form.descriptionOrDefault(), permissions, clock.instant())
                  .orElseThrow(RoleService::taken);
          audit.record(
              origin,
              RoleAction.ROLE_CREATED,
              target(role.name()),
              Map.of("permissions", permissions));
          return role;
        });
  }

  /**
   * Changes a role.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code validation} if a
   *     permission is unknown, {@code forbidden} if the role is built in or exceeds the bound,
   *     before or after
   */
  Role edit(
      String name, RolePatch patch, Caller caller, Consumer<Role> check, RequestOrigin origin) {
    requireNotBuiltIn(name);
    return transactions.inTransaction(
        row(name),
        () -> {
          Judged judged = callersNow(caller, List.of(name));
          Role role = judged.role(name);
          judged.requireWithinBound(role.permissions());
          check.accept(role);
          String description = patch.description().applyTo(role.description(), "");
          List<String> permissions =
              patch.permissions().present()
                  ? withUnknownOf(role, known(patch.permissions().applyTo(List.of(), List.of())))
                  : role.permissions();
          judged.requireWithinBound(permissions);
          return save(role, description, permissions, origin);
        });
  }

  private Role save(Role role, String description, List<String> permissions, RequestOrigin origin) {
    if (description.equals(role.description()) && permissions.equals(role.permissions())) {
      return role;
    }
    Role saved = dao.update(role.id(), description, permissions, clock.instant());
    audit.record(
        origin,
        RoleAction.ROLE_UPDATED,
        target(role.name()),
        new ChangedFields()
            .nameOnly("description", role.description(), description)
            .field("permissions", role.permissions(), permissions)
            .detail());
    return saved;
  }

  /**
   * Deletes a role.
   *
   * @param isForced whether it is first taken from all who have it, some at a time. Each time the
   *     caller is judged anew; what was taken until then stays taken.
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code forbidden} if the role
   *     is built in or exceeds the bound, or if somebody who has it does, {@code role_in_use}
   */
  void delete(
      String name, boolean isForced, Caller caller, Consumer<Role> check, RequestOrigin origin) {
    requireNotBuiltIn(name);
    long count = tryToDelete(name, isForced, caller, check, origin);
    for (int vain = 0; isForced && count > 0 && vain < MOST_VAIN; ) {
      long left = tryToDelete(name, true, caller, check, origin);
      vain += left < count || left == MORE ? 0 : 1;
      count = left;
    }
    if (count > 0) {
      throw Failure.of(
          RoleCode.ROLE_IN_USE,
          "How many people and service accounts have it: %d. force=true takes it from them."
              .formatted(count));
    }
  }

  /** Returns how many have the role, or {@link #MORE}; it is deleted if nobody has. */
  private long tryToDelete(
      String name, boolean isForced, Caller caller, Consumer<Role> check, RequestOrigin origin) {
    return transactions.inTransaction(
        row(name),
        () -> {
          RoleHolders.Locked locked =
              holders.lockWithSome(caller.actor(), name, isForced ? MOST_AT_A_TIME : 0);
          GivenRoles own = locked.caller().orElseThrow(RoleService::gone);
          TreeSet<String> names = new TreeSet<>(own.names());
          names.add(name);
          locked.others().forEach(holder -> names.addAll(holder.roles().names()));
          Judged judged = judged(caller, own, dao.lock(List.copyOf(names)));
          Role role = judged.role(name);
          judged.requireWithinBound(role.permissions());
          check.accept(role);
          locked.others().forEach(judged::requireWithinBound);
          holders.take(name, locked.others(), origin);
          if (locked.others().size() == MOST_AT_A_TIME) {
            return MORE;
          }
          // by a statement of its own, so that it sees all who were given the role before the lock
          long count = holders.count(name);
          boolean isOwn = own.names().contains(name);
          if (isForced && isOwn && count == 1) {
            // at the very end, as the caller's permissions may come from it
            holders.take(name, List.of(new RoleHolders.Holder(caller.actor(), own)), origin);
            count = 0;
          }
          if (count == 0) {
            dao.delete(role.id());
            audit.record(origin, RoleAction.ROLE_DELETED, target(name));
          }
          return count;
        });
  }

  /** The caller's permissions and some roles, locked. */
  private record Judged(HeldPermissions caller, List<Role> roles) {
    Role role(String name) {
      return roles.stream()
          .filter(role -> role.name().equals(name))
          .findFirst()
          .orElseThrow(Failure::notFound);
    }

    void requireWithinBound(Collection<String> permissions) {
      caller.requireAtLeast(new HeldPermissions(false, new TreeSet<>(permissions)));
    }

    void requireWithinBound(RoleHolders.Holder holder) {
      GivenRoles given = holder.roles();
      caller.requireAtLeast(new LockedRoles(roles).held(given.isAdmin(), given.names()));
    }
  }

  /** Locks the caller and then the caller's roles and these, as everybody does. */
  private Judged callersNow(Caller caller, List<String> names) {
    GivenRoles given = holders.lock(caller.actor()).orElseThrow(RoleService::gone);
    TreeSet<String> all = new TreeSet<>(given.names());
    all.addAll(names);
    return judged(caller, given, all.isEmpty() ? List.of() : dao.lock(List.copyOf(all)));
  }

  private static Judged judged(Caller caller, GivenRoles given, List<Role> roles) {
    HeldPermissions held =
        new LockedRoles(roles).held(given.isAdmin(), given.names()).withinScopeOf(caller.held());
    held.require(RolePermission.ROLES_WRITE);
    return new Judged(held, roles);
  }

  private static Failure gone() {
    return Failure.of(CommonCode.INVALID_TOKEN);
  }

  private List<String> known(Collection<String> names) {
    names.stream()
        .filter(name -> catalogue.get().find(name).isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw Failure.invalid("permissions", "must be names of permissions");
            });
    return List.copyOf(new TreeSet<>(names));
  }

  /** What a newer release knows stays, as nobody who uses this one can see it. */
  private List<String> withUnknownOf(Role role, List<String> names) {
    List<String> all = new ArrayList<>(names);
    role.permissions().stream()
        .filter(name -> catalogue.get().find(name).isEmpty())
        .forEach(all::add);
    return all.stream().sorted().toList();
  }

  private static void requireNotBuiltIn(String name) {
    if (BuiltInRole.is(name)) {
      throw Failure.of(CommonCode.FORBIDDEN, "This role is built in.");
    }
  }

  private static Failure taken() {
    return Failure.invalid("name", "is the name of another role");
  }

  private static ContendedRow row(String name) {
    return ContendedRow.of("role", name);
  }

  private static AuditTarget target(String name) {
    return AuditTarget.of("role", name);
  }
}

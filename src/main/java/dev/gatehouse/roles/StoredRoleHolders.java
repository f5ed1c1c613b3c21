package dev.gatehouse.roles;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The holders of one kind, whose roles are a column of their row. */
public abstract class StoredRoleHolders implements RoleHolders {
  /** The id of no row. */
  private static final long NONE = 0;

  private final Actor.Kind kind;

  protected StoredRoleHolders(Actor.Kind kind) {
    this.kind = kind;
  }

  /** A locked row. */
  public record Row(long id, boolean isActive, GivenRoles roles) {}

  /** Keeps a row from being changed. */
  protected abstract Optional<Row> share(long id);

  /**
   * Locks a row and some others that have a role, in the order of ids. One that has just lost the
   * role may be among them.
   */
  protected abstract List<Row> lockWithSomeOfRole(long id, String role, int limit);

  /** Takes a role from the rows with these ids. */
  protected abstract void remove(String role, List<Long> ids);

  /** Records that a row loses a role. */
  protected abstract void recordLoss(String role, Holder holder, RequestOrigin origin);

  @Override
  public final Optional<GivenRoles> lock(Actor actor) {
    return actor.kind() == kind
        ? share(actor.id()).filter(Row::isActive).map(Row::roles)
        : Optional.empty();
  }

  @Override
  public final Locked lockWithSome(Actor caller, String role, int limit) {
    long callerId = caller.kind() == kind ? caller.id() : NONE;
    Optional<GivenRoles> own = Optional.empty();
    List<Holder> others = new ArrayList<>();
    for (Row row : lockWithSomeOfRole(callerId, role, limit)) {
      if (row.id() == callerId) {
        own = Optional.of(row).filter(Row::isActive).map(Row::roles);
      } else if (row.roles().names().contains(role)) {
        others.add(new Holder(new Actor(kind, row.id()), row.roles()));
      }
    }
    return new Locked(own, others);
  }

  @Override
  public final void take(String role, List<Holder> holders, RequestOrigin origin) {
    if (!holders.isEmpty()) {
      remove(role, holders.stream().map(holder -> holder.actor().id()).toList());
      holders.forEach(holder -> recordLoss(role, holder, origin));
    }
  }

  /** These names without one. */
  protected static List<String> without(String role, List<String> names) {
    return names.stream().filter(name -> !name.equals(role)).toList();
  }
}

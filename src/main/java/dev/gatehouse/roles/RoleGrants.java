package dev.gatehouse.roles;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Reads what roles give. Call everything in a transaction. Thread-safe. */
public final class RoleGrants {
  private final RoleDao dao;

  RoleGrants(RoleDao dao) {
    this.dao = dao;
  }

  /** Those of these that exist. Locks on people come first. */
  public LockedRoles lock(Collection<String> names) {
    return new LockedRoles(
        names.isEmpty() ? List.of() : dao.share(List.copyOf(new TreeSet<>(names))));
  }
}

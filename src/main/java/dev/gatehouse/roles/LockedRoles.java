package dev.gatehouse.roles;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.HeldPermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Roles with their permissions, neither of which changes until the transaction ends. */
public final class LockedRoles {
  private final Map<String, List<String>> permissions = new HashMap<>();

  LockedRoles(List<Role> roles) {
    roles.forEach(role -> permissions.put(role.name(), role.permissions()));
  }

  /** What somebody holds who has these roles, which are all among the locked ones. */
  public HeldPermissions held(boolean isAdmin, Collection<String> roles) {
    Set<String> given = new HashSet<>();
    roles.forEach(role -> given.addAll(permissions.getOrDefault(role, List.of())));
    return new HeldPermissions(isAdmin, given);
  }

  /** The same for the roles of somebody. */
  public HeldPermissions held(GivenRoles given) {
    return held(given.isAdmin(), given.names());
  }

  /** Those of the names that are roles. */
  public List<String> known(Collection<String> names) {
    return names.stream().filter(permissions::containsKey).toList();
  }

  /**
   * Requires that all of these are roles.
   *
   * @throws Failure {@code validation} that names the field {@code roles}
   */
  public void requireKnown(Collection<String> names) {
    names.stream()
        .filter(name -> !permissions.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Failure.invalid("roles", "must be names of roles");
            });
  }
}

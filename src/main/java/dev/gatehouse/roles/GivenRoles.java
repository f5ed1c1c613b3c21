package dev.gatehouse.roles;

import dev.gatehouse.platform.problems.Failure;
import java.util.Collection;
import java.util.List;

/**
 * The roles of a person or a service account.
 *
 * @param isAdmin whether the role {@code admin} is among them
 * @param names the others, sorted
 */
public record GivenRoles(boolean isAdmin, List<String> names) {
  public GivenRoles {
    names = List.copyOf(names);
  }

  /** Roles as clients write them. */
  public static GivenRoles written(Collection<String> written) {
    return new GivenRoles(RoleNames.haveAdmin(written), RoleNames.stored(written));
  }

  /** All but {@code member}, sorted. */
  public List<String> shown() {
    return RoleNames.shown(names, isAdmin);
  }

  /**
   * Requires that these are not too many for one holder.
   *
   * @throws Failure {@code validation} that names the roles
   */
  public void requireFew() {
    RoleNames.requireFew(names, isAdmin);
  }
}

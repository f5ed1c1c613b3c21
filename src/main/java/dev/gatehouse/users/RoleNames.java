package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.roles.BuiltInRole;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Roles as clients write them, with the built-in ones, and as they are stored, without. */
final class RoleNames {
  static final int MOST = 20;

  static final String TOO_MANY = "must be at most {max} names";

  private RoleNames() {}

  static boolean haveAdmin(Collection<String> written) {
    return written.contains(BuiltInRole.ADMIN);
  }

  static List<String> stored(Collection<String> written) {
    return written.stream().filter(name -> !BuiltInRole.is(name)).sorted().distinct().toList();
  }

  static List<String> shown(User user) {
    TreeSet<String> names = new TreeSet<>(user.roles());
    if (user.isAdmin()) {
      names.add(BuiltInRole.ADMIN);
    }
    return List.copyOf(names);
  }

  /**
   * Requires that the flag, if there is one beside the roles, says the same.
   *
   * @throws Failure {@code validation} that names the roles
   */
  static void requireAgreement(@Nullable Collection<String> written, @Nullable Boolean isAdmin) {
    if (written != null && isAdmin != null && isAdmin != haveAdmin(written)) {
      throw Failure.invalid("roles", "must have admin if is_admin is true, and else not");
    }
  }
}

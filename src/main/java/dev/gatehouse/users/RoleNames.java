package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.roles.BuiltInRole;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Roles as clients write them, with the built-in ones, and as they are stored, without. */
public final class RoleNames {
  /** With repeated names and {@code member}. */
  public static final int MOST_WRITTEN = 100;

  public static final String TOO_MANY = "must be at most {max} names";

  static final String TOO_MANY_ROLES = "must be at most 20 roles, including admin";

  private static final int MOST = 20;

  private RoleNames() {}

  static boolean haveAdmin(Collection<String> written) {
    return written.contains(BuiltInRole.ADMIN);
  }

  static List<String> stored(Collection<String> written) {
    return written.stream().filter(name -> !BuiltInRole.is(name)).sorted().distinct().toList();
  }

  /** As they are shown. */
  static List<String> shown(Collection<String> written) {
    return shown(stored(written), haveAdmin(written));
  }

  static List<String> shown(User user) {
    return shown(user.roles(), user.isAdmin());
  }

  private static List<String> shown(List<String> stored, boolean isAdmin) {
    TreeSet<String> names = new TreeSet<>(stored);
    if (isAdmin) {
      names.add(BuiltInRole.ADMIN);
    }
    return List.copyOf(names);
  }

  static boolean areTooMany(List<String> stored, boolean isAdmin) {
    return shown(stored, isAdmin).size() > MOST;
  }

  /**
   * Requires that these are not too many for one person.
   *
   * @throws Failure {@code validation} that names the roles
   */
  static void requireFew(List<String> stored, boolean isAdmin) {
    if (areTooMany(stored, isAdmin)) {
      throw Failure.invalid("roles", TOO_MANY_ROLES);
    }
  }

  static void requireFew(User user) {
    requireFew(user.roles(), user.isAdmin());
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

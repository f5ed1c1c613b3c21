package dev.gatehouse.roles;

import dev.gatehouse.platform.problems.Failure;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Roles as clients write them, with the built-in ones, and as they are stored, without. */
public final class RoleNames {
  /** With repeated names and {@code member}. */
  public static final int MOST_WRITTEN = 100;

  public static final String TOO_MANY = "must be at most {max} names";

  public static final String TOO_MANY_ROLES = "must be at most 20 roles, including admin";

  private static final int MOST = 20;

  private RoleNames() {}

  /** Whether admin is among them. */
  public static boolean haveAdmin(Collection<String> written) {
    return written.contains(BuiltInRole.ADMIN);
  }

  /** Those that are not built in, sorted. */
  public static List<String> stored(Collection<String> written) {
    return written.stream().filter(name -> !BuiltInRole.is(name)).sorted().distinct().toList();
  }

  /** All of these but {@code member}, sorted. */
  public static List<String> shown(Collection<String> written) {
    return shown(stored(written), haveAdmin(written));
  }

  /** All of somebody's roles but {@code member}, sorted. */
  public static List<String> shown(List<String> stored, boolean isAdmin) {
    TreeSet<String> names = new TreeSet<>(stored);
    if (isAdmin) {
      names.add(BuiltInRole.ADMIN);
    }
    return List.copyOf(names);
  }

  public static boolean areTooMany(List<String> stored, boolean isAdmin) {
    return shown(stored, isAdmin).size() > MOST;
  }

  /**
   * Requires that these are not too many for one holder.
   *
   * @throws Failure {@code validation} that names the roles
   */
  public static void requireFew(List<String> stored, boolean isAdmin) {
    if (areTooMany(stored, isAdmin)) {
      throw Failure.invalid("roles", TOO_MANY_ROLES);
    }
  }

  /**
   * Requires that the flag, if there is one beside the roles, says the same.
   *
   * @throws Failure {@code validation} that names the roles
   */
  public static void requireAgreement(
      @Nullable Collection<String> written, @Nullable Boolean isAdmin) {
    if (written != null && isAdmin != null && isAdmin != haveAdmin(written)) {
      throw Failure.invalid("roles", "must have admin if is_admin is true, and else not");
    }
  }
}

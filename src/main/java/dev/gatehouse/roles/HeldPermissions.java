package dev.gatehouse.roles;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The permissions that somebody holds, and the bound: nobody gives what he does not hold, nor
 * changes somebody who holds more.
 *
 * @param isAdmin whether these are all, those of later releases too
 * @param given by roles; may have names that this release does not know
 */
public record HeldPermissions(boolean isAdmin, Set<String> given) {
  public HeldPermissions {
    given = Set.copyOf(given);
  }

  public boolean contains(String permission) {
    return isAdmin || given.contains(permission) || Permission.isOfEverybody(permission);
  }

  /** Whether these are more than what everybody holds. */
  public boolean areSpecial() {
    return isAdmin || !given.isEmpty();
  }

  /** Those that this release knows, in order. */
  public List<String> among(PermissionCatalogue catalogue) {
    return catalogue.names().stream().filter(this::contains).toList();
  }

  /**
   * Holds others against the bound.
   *
   * @throws Failure {@code forbidden} if there is one among them that is not among these
   */
  public void requireAtLeast(HeldPermissions others) {
    lacking(others)
        .ifPresent(
            lacking -> {
              throw Failure.of(CommonCode.FORBIDDEN, "This requires " + lacking + " as well.");
            });
  }

  /** The same for one permission. */
  public void require(Permission permission) {
    if (!contains(permission.text())) {
      throw Failure.of(CommonCode.FORBIDDEN);
    }
  }

  /** Whether all of the others are among these. */
  public boolean containsAll(HeldPermissions others) {
    return lacking(others).isEmpty();
  }

  private Optional<String> lacking(HeldPermissions others) {
    if (others.isAdmin && !isAdmin) {
      return Optional.of("the role " + BuiltInRole.ADMIN);
    }
    return others.given.stream()
        .filter(permission -> !contains(permission))
        .sorted()
        .findFirst()
        .map(permission -> "the permission " + permission);
  }
}

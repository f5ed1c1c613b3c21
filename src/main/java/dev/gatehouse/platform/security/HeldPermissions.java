package dev.gatehouse.platform.security;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The permissions that somebody holds, and the bound: nobody gives a permission that they do not
 * hold, nor changes somebody who holds more.
 *
 * @param isAdmin whether these are all, those of later releases too
 * @param given by roles; may have names that this release does not know
 * @param scope to which a token or key limits these; empty if it does not
 */
public record HeldPermissions(boolean isAdmin, Set<String> given, Optional<Set<String>> scope) {
  public HeldPermissions {
    given = Set.copyOf(given);
    scope = scope.map(Set::copyOf);
  }

  /** The permissions that roles give. */
  public HeldPermissions(boolean isAdmin, Set<String> given) {
    this(isAdmin, given, Optional.empty());
  }

  /** The same within the scope of others, which may have none. */
  public HeldPermissions withinScopeOf(HeldPermissions others) {
    return others.scope.map(this::within).orElse(this);
  }

  /** The same within one more scope; nothing is added to the one that there is. */
  public HeldPermissions within(Set<String> further) {
    Set<String> both = new HashSet<>(further);
    scope.ifPresent(both::retainAll);
    return new HeldPermissions(isAdmin, given, Optional.of(both));
  }

  public boolean contains(String permission) {
    return isInScope(permission) && isHeldByOwner(permission);
  }

  private boolean isInScope(String permission) {
    return scope.isEmpty() || scope.get().contains(permission);
  }

  /** Whether the owner of the token or key holds it, whatever the scope. */
  boolean isHeldByOwner(String permission) {
    return isAdmin || given.contains(permission) || Permission.isOfEverybody(permission);
  }

  /** Whether these differ from what everybody holds. */
  public boolean areSpecial() {
    return isAdmin || !given.isEmpty() || scope.isPresent();
  }

  /** Those of these names that are held, in their order. */
  public List<String> among(Collection<String> names) {
    return names.stream().filter(this::contains).toList();
  }

  /**
   * Holds others against the bound.
   *
   * @throws Failure {@code forbidden} or {@code insufficient_scope} if there is one among them that
   *     is not among these
   */
  public void requireAtLeast(HeldPermissions others) {
    if (others.isAdmin && !isAdmin) {
      throw refused(CommonCode.FORBIDDEN, "the role admin");
    }
    if (others.isAdmin && scope.isPresent()) {
      throw refused(CommonCode.INSUFFICIENT_SCOPE, "the role admin");
    }
    others.given.stream()
        .filter(permission -> !contains(permission))
        .sorted()
        .findFirst()
        .ifPresent(
            lacking -> {
              throw refused(refusal(lacking), "the permission " + lacking);
            });
  }

  private static Failure refused(CommonCode code, String lacking) {
    return Failure.of(code, "This requires " + lacking + " as well.");
  }

  /** The same as a question. */
  public boolean containsAll(HeldPermissions others) {
    return (!others.isAdmin || (isAdmin && scope.isEmpty()))
        && others.given.stream().allMatch(this::contains);
  }

  /** The same for one permission. */
  public void require(Permission permission) {
    if (!contains(permission.text())) {
      throw Failure.of(refusal(permission.text()));
    }
  }

  private CommonCode refusal(String permission) {
    return isHeldByOwner(permission) ? CommonCode.INSUFFICIENT_SCOPE : CommonCode.FORBIDDEN;
  }
}

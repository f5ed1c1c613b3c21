package dev.gatehouse.signin;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleGrants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the scopes that clients ask for, and gives of them what the owners hold. Thread-safe. */
public final class ScopeGrants {
  private final Supplier<PermissionCatalogue> permissionsOfAll;
  private final RoleGrants grants;

  ScopeGrants(Supplier<PermissionCatalogue> permissionsOfAll, RoleGrants grants) {
    this.permissionsOfAll = permissionsOfAll;
    this.grants = grants;
  }

  /**
   * The permissions among the words of a scope, in the order of their names. Empty if there are
   * none: the words are then passed over, as if no scope was sent.
   */
  Optional<List<String>> asked(@Nullable String scope) {
    if (scope == null || scope.isEmpty()) {
      return Optional.empty();
    }
    Set<String> words = words(scope);
    List<String> known = permissionsOfAll.get().names().stream().filter(words::contains).toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(known);
  }

  private static Set<String> words(String scope) {
    return Set.copyOf(List.of(scope.strip().split("\\s+")));
  }

  /**
   * The permissions that a scope names, in the order of their names; empty if it names none.
   *
   * @throws Failure {@code invalid_scope} if a word is no permission
   */
  public Optional<List<String>> required(@Nullable String scope) {
    Optional<List<String>> known = asked(scope);
    if (scope != null
        && !scope.isBlank()
        && known.map(List::size).orElse(0) < words(scope).size()) {
      throw Failure.of(SignInCode.INVALID_SCOPE, "scope must be names of permissions");
    }
    return known;
  }

  /** All permissions, in the order of their names. */
  public List<String> all() {
    return List.copyOf(permissionsOfAll.get().names());
  }

  /**
   * The permissions among these that the owner holds now. Call in the transaction that has locked
   * the owner.
   *
   * @throws Failure {@code invalid_scope} if there are none
   */
  Optional<List<String>> granted(Optional<List<String>> asked, LockedOwner owner) {
    return asked.map(permissions -> held(permissions, owner.given()));
  }

  /** The same for whoever has these roles. */
  List<String> held(List<String> asked, GivenRoles roles) {
    return held(asked, grants.lock(roles.names()).held(roles));
  }

  /**
   * The permissions among these that are held.
   *
   * @throws Failure {@code invalid_scope} if there are none
   */
  public static List<String> held(List<String> asked, HeldPermissions held) {
    List<String> granted = held.among(asked);
    if (granted.isEmpty()) {
      throw Failure.of(SignInCode.INVALID_SCOPE);
    }
    return granted;
  }
}

package dev.gatehouse.signin;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.RoleGrants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the scopes that sign-ins ask for, and gives of them what the owners hold. Thread-safe. */
final class ScopeGrants {
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
    Set<String> words = Set.copyOf(List.of(scope.split("\\s+")));
    List<String> known = permissionsOfAll.get().names().stream().filter(words::contains).toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(known);
  }

  /**
   * The permissions among these that the owner holds now. Call in the transaction that has locked
   * the owner.
   *
   * @throws Failure {@code invalid_scope} if there are none
   */
  Optional<List<String>> granted(Optional<List<String>> asked, LockedOwner owner) {
    return asked.map(permissions -> held(permissions, owner));
  }

  private List<String> held(List<String> asked, LockedOwner owner) {
    HeldPermissions held = grants.lock(owner.roles()).held(owner.given());
    List<String> granted = held.among(asked);
    if (granted.isEmpty()) {
      throw Failure.of(SignInCode.INVALID_SCOPE);
    }
    return granted;
  }
}

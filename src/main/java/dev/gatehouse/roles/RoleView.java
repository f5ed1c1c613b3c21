package dev.gatehouse.roles;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param permissions those that this release knows, sorted
 */
record RoleView(
    @Example("editor") String name,
    @Example("Edits products") String description,
    @Example("[\"products:write\"]") List<String> permissions,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {
  static RoleView of(Role role, PermissionCatalogue catalogue) {
    return new RoleView(
        role.name(),
        role.description(),
        shown(role, catalogue),
        role.createdAt(),
        role.updatedAt());
  }

  private static List<String> shown(Role role, PermissionCatalogue catalogue) {
    return role.name().equals(BuiltInRole.ADMIN)
        ? List.copyOf(catalogue.names())
        : catalogue.names().stream().filter(role.permissions()::contains).toList();
  }
}

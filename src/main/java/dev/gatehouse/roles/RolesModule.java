package dev.gatehouse.roles;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wires permissions and roles. The permissions are known before the service starts. */
public final class RolesModule implements Feature {
  private final PermissionsResource permissionsResource;
  private volatile @Nullable PermissionCatalogue catalogue;

  public RolesModule() {
    this.permissionsResource = new PermissionsResource(this::catalogue);
  }

  /** Hands over the permissions of all features. */
  public void use(PermissionCatalogue permissions) {
    catalogue = permissions;
  }

  private PermissionCatalogue catalogue() {
    return requireNonNull(catalogue);
  }

  @Override
  public List<Object> resources() {
    return List.of(permissionsResource);
  }
}

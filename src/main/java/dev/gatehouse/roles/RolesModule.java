package dev.gatehouse.roles;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.Permission;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wires permissions and roles. The permissions are known before the service starts. */
public final class RolesModule implements Feature {
  private final RoleHolders holders;
  private final RoleGrants grants;
  private final PermissionsResource permissionsResource;
  private final RolesResource rolesResource;
  private volatile @Nullable PermissionCatalogue catalogue;

  public RolesModule(
      RoleHolders people, RoleHolders accounts, AuditLog audit, Database database, Clock clock) {
    this.holders = new AllRoleHolders(people, accounts);
    RoleDao dao = database.dao(RoleDao.class);
    this.grants = new RoleGrants(dao);
    this.permissionsResource = new PermissionsResource(this::permissionsOfAll);
    this.rolesResource =
        new RolesResource(
            new RoleService(
                dao,
                RoleDao.byName(database),
                holders,
                this::permissionsOfAll,
                audit,
                database.transactions(),
                clock),
            new RoleList(RoleDao.pages(database)),
            this::permissionsOfAll);
  }

  public RoleGrants grants() {
    return grants;
  }

  /** People and service accounts. */
  public RoleHolders holders() {
    return holders;
  }

  /** Hands over the permissions of all features. */
  public void use(PermissionCatalogue permissions) {
    catalogue = permissions;
  }

  /** The permissions of all features, once they were handed over. */
  public PermissionCatalogue permissionsOfAll() {
    return requireNonNull(catalogue);
  }

  @Override
  public List<Permission> permissions() {
    return List.of(RolePermission.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(permissionsResource, rolesResource);
  }
}

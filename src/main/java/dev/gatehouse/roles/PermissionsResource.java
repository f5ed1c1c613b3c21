package dev.gatehouse.roles;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.routing.RequiresNone;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;

/** What permissions there are. */
@Path("/api/v1/permissions")
@Section(name = "Rights", place = 4, about = "What callers may do.")
public final class PermissionsResource {
  private final Supplier<PermissionCatalogue> catalogue;

  PermissionsResource(Supplier<PermissionCatalogue> catalogue) {
    this.catalogue = catalogue;
  }

  @GET
  @RequiresNone
  @Endpoint(
      id = "listPermissions",
      summary = "List permissions",
      details = "All of them by name, with the routes that check them.")
  public PermissionView.Permissions list(@Auth Caller caller) {
    return PermissionView.all(catalogue.get());
  }
}

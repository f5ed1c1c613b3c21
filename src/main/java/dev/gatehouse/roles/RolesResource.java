package dev.gatehouse.roles;

import dev.gatehouse.idempotency.IdempotencyCode;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The roles that people can have. */
@Path("/api/v1/roles")
@Section(
    name = "Rights",
    codes = {RoleCode.class, IdempotencyCode.class},
    terms = RoleAction.class)
public final class RolesResource {
  private static final String NAME = "{name: " + NewRole.NAME + "}";
  private static final String TAG_KIND = "r";

  private final RoleService roles;
  private final RoleList list;
  private final Supplier<PermissionCatalogue> catalogue;

  RolesResource(RoleService roles, RoleList list, Supplier<PermissionCatalogue> catalogue) {
    this.roles = roles;
    this.list = list;
    this.catalogue = catalogue;
  }

  @GET
  @Requires({"roles:write", "users:write"})
  @Endpoint(
      id = "listRoles",
      summary = "List roles",
      details = "Sorted by name. `admin` and `member` are built in.")
  public Page<RoleView> list(@Auth Caller caller, @BeanParam RoleSearch search) {
    return list.page(search).map(this::view);
  }

  @POST
  @Requires("roles:write")
  @Endpoint(
      id = "addRole",
      summary = "Add a role",
      details = "Its permissions are at most the caller's own.",
      response = RoleView.class,
      status = 201)
  public Response add(@Auth Caller caller, @Context RequestOrigin origin, NewRole form) {
    Role role = roles.add(form, caller, origin);
    return Responses.created("/api/v1/roles/" + role.name(), view(role), tag(role));
  }

  @GET
  @Path(NAME)
  @Requires({"roles:write", "users:write"})
  @Endpoint(id = "getRole", summary = "Read a role", response = RoleView.class)
  public Response get(
      @Auth Caller caller,
      @PathParam("name") @TextFormat(pattern = NewRole.NAME) @Example("editor") String name,
      @Context Preconditions preconditions) {
    Role role = roles.get(name);
    return Responses.ok(view(role), tag(role), preconditions);
  }

  @PATCH
  @Path(NAME)
  @Requires("roles:write")
  @Endpoint(
      id = "editRole",
      summary = "Change a role",
      details =
          "Its permissions are at most the caller's own, before and after. Acts on all who have the"
              + " role with their next request.",
      response = RoleView.class)
  public Response edit(
      @Auth Caller caller,
      @PathParam("name") @TextFormat(pattern = NewRole.NAME) @Example("editor") String name,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      RolePatch patch) {
    Role role = roles.edit(name, patch, caller, expected(preconditions), origin);
    return Responses.changed(view(role), tag(role));
  }

  @DELETE
  @Path(NAME)
  @Requires("roles:write")
  @Endpoint(
      id = "deleteRole",
      summary = "Delete a role",
      details =
          "Its permissions are at most the caller's own. One that somebody has stays, unless it is"
              + " taken from all.")
  @ErrorCodes("role_in_use")
  public void delete(
      @Auth Caller caller,
      @PathParam("name") @TextFormat(pattern = NewRole.NAME) @Example("editor") String name,
      @BeanParam RoleDeletion deletion,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin) {
    roles.delete(name, deletion.isForced(), caller, expected(preconditions), origin);
  }

  private RoleView view(Role role) {
    return RoleView.of(role, catalogue.get());
  }

  private Consumer<Role> expected(Preconditions preconditions) {
    return role -> preconditions.demand(tag(role));
  }

  /** What admin holds depends on the release. */
  private EntityTag tag(Role role) {
    long version =
        role.name().equals(BuiltInRole.ADMIN)
            ? Integer.toUnsignedLong(catalogue.get().names().hashCode())
            : role.version();
    return EntityTag.of(TAG_KIND, role.id(), version);
  }
}

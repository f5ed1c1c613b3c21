package dev.gatehouse.users;

import dev.gatehouse.idempotency.Idles;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.sessions.SessionView;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The caller's own account. */
@Path("/api/v1/users/me")
@Section(name = "People")
public final class OwnAccountResource {
  private final UserService users;
  private final PasswordService passwords;
  private final SessionService sessions;
  private final Supplier<PermissionCatalogue> permissionsOfAll;

  OwnAccountResource(
      UserService users,
      PasswordService passwords,
      SessionService sessions,
      Supplier<PermissionCatalogue> permissionsOfAll) {
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
    this.permissionsOfAll = permissionsOfAll;
  }

  @GET
  @Requires("me:read")
  @Endpoint(
      id = "getMe",
      summary = "Read your own account",
      details = "With what you may do.",
      response = OwnView.class)
  public Response get(@Auth Caller.Person caller, @Context Preconditions preconditions) {
    User user = AuthenticatedUser.of(caller);
    List<String> permissions = caller.held().among(permissionsOfAll.get().names());
    return Responses.ok(OwnView.of(user, permissions), tag(caller, user.version()), preconditions);
  }

  @PATCH
  @Requires("me:write")
  @Endpoint(id = "editMe", summary = "Change your own name", response = UserView.class)
  public Response edit(
      @Auth Caller.Person caller,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      OwnPatch patch) {
    User user =
        users.editOwn(
            caller,
            patch,
            version ->
                preconditions.demand(
                    EntityTag.of(UsersResource.TAG_KIND, caller.id(), version),
                    tag(caller, version)),
            origin);
    return Responses.changed(UserView.of(user), UsersResource.tag(user));
  }

  /** What the caller may do changes without the account when a role does. */
  private EntityTag tag(Caller.Person caller, long version) {
    HeldPermissions held = caller.held();
    EntityTag ofAccount = EntityTag.of(UsersResource.TAG_KIND, caller.id(), version);
    return held.areSpecial()
        ? EntityTag.of(
            ofAccount.opaque(),
            String.join(" ", held.among(permissionsOfAll.get().names()))
                .getBytes(StandardCharsets.UTF_8))
        : ofAccount;
  }

  @PUT
  @Requires("me:write")
  @Path("password")
  @Endpoint(
      id = "changePassword",
      summary = "Change your own password",
      details = "Ends all other sessions.")
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "weak_password",
    "too_many_requests"
  })
  public void changePassword(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, PasswordChange change) {
    passwords.change(caller, change, origin);
  }

  @POST
  @Requires("me:write")
  @Path("delete")
  @Idles
  @Endpoint(
      id = "deleteMe",
      summary = "Delete your own account",
      details = "Deletes all of its sessions and tokens too.")
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "last_admin",
    "too_many_requests"
  })
  public void delete(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, ProofForm form) {
    users.deleteOwn(caller, form, origin);
  }

  @GET
  @Requires("me:read")
  @Path("sessions")
  @Endpoint(id = "listMySessions", summary = "List your own sessions")
  public SessionView.Sessions sessions(@Auth Caller.Person caller) {
    return SessionView.all(sessions.list(caller.id()), caller.session());
  }

  @DELETE
  @Requires("me:write")
  @Path("sessions")
  @Endpoint(
      id = "endMyOtherSessions",
      summary = "End all your sessions except this one",
      details = "With an API key: all.")
  public void endOtherSessions(@Auth Caller.Person caller, @Context RequestOrigin origin) {
    sessions.endOthers(caller.id(), caller.session(), origin);
  }

  @DELETE
  @Requires("me:write")
  @Path("sessions/" + PathIds.SID)
  @Endpoint(id = "endMySession", summary = "End one of your sessions")
  public void endSession(
      @Auth Caller.Person caller,
      @PathParam("sid")
          @TextFormat(format = "uuid")
          @Example("0f8fad5b-d9cb-469f-a165-70867728950e")
          String sid,
      @Context RequestOrigin origin) {
    sessions.end(caller.id(), UUID.fromString(sid), origin);
  }
}

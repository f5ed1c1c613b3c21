package dev.gatehouse.users;

import dev.gatehouse.platform.http.Conditions;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
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
import java.util.UUID;

/** What people do with their own account. */
@Path("/api/v1/users/me")
public final class OwnAccountResource {
  private final UserService users;
  private final PasswordService passwords;
  private final SessionService sessions;

  OwnAccountResource(UserService users, PasswordService passwords, SessionService sessions) {
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  @GET
  public Response get(@Auth Caller caller, @Context Conditions conditions) {
    User user = SignedInUser.of(caller);
    return Reply.ok(UserView.of(user), UsersResource.tag(user), conditions);
  }

  @PATCH
  public Response edit(
      @Auth Caller caller, @Context Conditions conditions, @Context Origin origin, OwnPatch patch) {
    User user =
        users.editOwn(
            caller,
            patch,
            conditions.expectedVersion(UsersResource.TAG_KIND, caller.id())::allows,
            origin);
    return Reply.changed(UserView.of(user), UsersResource.tag(user));
  }

  @PUT
  @Path("password")
  public void changePassword(@Auth Caller caller, @Context Origin origin, PasswordChange change) {
    passwords.change(caller, change, origin);
  }

  @POST
  @Path("delete")
  public void delete(@Auth Caller caller, @Context Origin origin, OwnDeletion deletion) {
    users.deleteOwn(caller, deletion, origin);
  }

  @GET
  @Path("sessions")
  public SessionView.Sessions sessions(@Auth Caller caller) {
    return SessionView.all(sessions.list(caller.id()), caller.sessionId());
  }

  @DELETE
  @Path("sessions")
  public void endOtherSessions(@Auth Caller caller, @Context Origin origin) {
    sessions.endOthers(caller.id(), caller.sessionId(), origin);
  }

  @DELETE
  @Path("sessions/{sid}")
  public void endSession(
      @Auth Caller caller, @PathParam("sid") String sid, @Context Origin origin) {
    sessions.end(caller.id(), sessionId(sid), origin);
  }

  private static UUID sessionId(String sid) {
    try {
      UUID id = UUID.fromString(sid);
      if (id.toString().equals(sid)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      throw Failure.notFound();
    }
    throw Failure.notFound();
  }
}

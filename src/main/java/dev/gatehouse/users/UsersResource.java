package dev.gatehouse.users;

import static dev.gatehouse.ratelimit.Limit.SIGN_UP_PER_ADDRESS;

import dev.gatehouse.idempotency.IdempotencyCode;
import dev.gatehouse.idempotency.Idles;
import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RequiresNone;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.RateLimited;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.sessions.SessionView;
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
import java.util.Optional;

/** Sign-up, and all accounts for whoever may. */
@Path("/api/v1/users")
@Section(
    name = "People",
    place = 2,
    about = "Your own account, and all accounts for whoever may.",
    codes = {UserCode.class, PasswordCode.class, IdempotencyCode.class},
    terms = UserAction.class)
public final class UsersResource {
  private static final String WITHIN_BOUND =
      "The account holds no permission that the caller lacks.";

  private final UserService users;
  private final UserMfaService factors;
  private final UserList list;
  private final SessionService sessions;

  UsersResource(UserService users, UserMfaService factors, UserList list, SessionService sessions) {
    this.users = users;
    this.factors = factors;
    this.list = list;
    this.sessions = sessions;
  }

  @POST
  @Endpoint(
      id = "signUp",
      summary = "Sign up",
      details =
          "Open to anyone, or if sign-up is closed only with `users:write`, which the flags"
              + " and roles require too; they give no permission that the caller lacks.",
      response = UserView.class,
      status = 201)
  @ErrorCodes({"forbidden", "signup_closed", "email_taken", "weak_password"})
  @RequiresNone(moreWith = "users:write")
  @RestrictedBy(OpenSignUpRule.class)
  @RateLimited(SIGN_UP_PER_ADDRESS)
  @Idles
  public Response signUp(
      @Auth Optional<Caller> caller, @Context RequestOrigin origin, NewUser form) {
    User user = users.signUp(form, caller, origin);
    return Responses.created("/api/v1/users/" + user.id(), UserView.of(user), tag(user));
  }

  @GET
  @Endpoint(
      id = "listUsers",
      summary = "List accounts",
      details = "Sorted by id unless `sort` says otherwise.")
  @Requires("users:read")
  public Page<UserView> list(@Auth Caller caller, @BeanParam UserSearch search) {
    return list.page(search).map(UserView::of);
  }

  /**
   * Looks up the row before checking the permission, so that an unknown id is a 404 for everybody.
   */
  @GET
  @Path(PathIds.ID)
  @Endpoint(
      id = "getUser",
      summary = "Read an account",
      callers = "Requires the permission `users:read`, except for your own.",
      response = UserView.class)
  @ErrorCodes("forbidden")
  @RequiresNone(moreWith = "users:read")
  public Response get(
      @Auth Caller caller, @PathParam("id") long id, @Context Preconditions preconditions) {
    if (caller instanceof Caller.Person person && person.id() == id) {
      caller.requireOneOf(UserPermission.ME_READ, UserPermission.USERS_READ);
      User own = AuthenticatedUser.of(person);
      return Responses.ok(UserView.of(own), tag(own), preconditions);
    }
    User user = users.get(id);
    caller.requireOneOf(UserPermission.USERS_READ);
    return Responses.ok(UserView.of(user), tag(user), preconditions);
  }

  @PATCH
  @Path(PathIds.ID)
  @Endpoint(
      id = "editUser",
      summary = "Change an account",
      details =
          "Absent members stay as they are; null sets a flag to its default, and takes all roles."
              + " The account holds, and gets, no permission that the caller lacks.",
      response = UserView.class)
  @ErrorCodes({"email_taken", "last_admin"})
  @Requires("users:write")
  public Response edit(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      UserPatch patch) {
    User user = users.edit(caller, id, patch, preconditions.versionCheck(TAG_KIND, id), origin);
    return Responses.changed(UserView.of(user), tag(user));
  }

  @DELETE
  @Path(PathIds.ID)
  @Endpoint(id = "deleteUser", summary = "Delete an account", details = WITHIN_BOUND)
  @ErrorCodes("last_admin")
  @Requires("users:write")
  public void delete(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin) {
    users.delete(caller, id, preconditions.versionCheck(TAG_KIND, id), origin);
  }

  @GET
  @Path(PathIds.ID + "/sessions")
  @Endpoint(id = "listUserSessions", summary = "List an account's sessions")
  @Requires("users:sessions")
  public SessionView.Sessions sessions(@Auth Caller caller, @PathParam("id") long id) {
    return SessionView.all(sessions.list(users.get(id).id()), caller.session());
  }

  @DELETE
  @Path(PathIds.ID + "/sessions")
  @Endpoint(
      id = "endUserSessions",
      summary = "End all sessions of an account",
      details = WITHIN_BOUND)
  @Requires("users:sessions")
  public void endSessions(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    users.endSessions(caller, id, origin);
  }

  @DELETE
  @Path(PathIds.ID + "/mfa")
  @Endpoint(
      id = "resetUserMfa",
      summary = "Remove an account's second factor",
      details = WITHIN_BOUND)
  @Requires("users:write")
  public void resetFactor(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    factors.reset(caller, id, origin);
  }

  static final String TAG_KIND = "u";

  /** The tag of an account, for every response that shows one. */
  public static EntityTag tag(User user) {
    return EntityTag.of(TAG_KIND, user.id(), user.version());
  }
}

package dev.gatehouse.invitations;

import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserView;
import dev.gatehouse.users.UsersResource;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Invitations in the hands of people who have an account. */
@Path("/api/v1/users/me/invitation")
@Section(name = "Invitations")
public final class OwnInvitationResource {
  private final InvitationService invitations;

  OwnInvitationResource(InvitationService invitations) {
    this.invitations = invitations;
  }

  @POST
  @Requires("me:write")
  @Endpoint(
      id = "acceptInvitation",
      summary = "Accept an invitation",
      details =
          "Adds its roles to the caller's, whose address must be the invited one and counts as"
              + " verified then.",
      response = UserView.class,
      headers = "ETag")
  @ErrorCodes("invalid_one_time_token")
  public Response accept(
      @Auth Caller.Person caller, @Context RequestOrigin origin, TokenForm form) {
    User user = invitations.accept(caller, form.token(), origin);
    return Responses.changed(UserView.of(user), UsersResource.tag(user));
  }
}

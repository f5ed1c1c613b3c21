package dev.gatehouse.invitations;

import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserView;
import dev.gatehouse.users.UsersResource;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Invitations in the hands of people who have no account. */
@Path("/api/v1/auth/invitation")
@WithoutIdempotencyKey
@Section(name = "Invitations")
public final class InvitedSignUpResource {
  private final InvitationService invitations;

  InvitedSignUpResource(InvitationService invitations) {
    this.invitations = invitations;
  }

  @POST
  @Endpoint(
      id = "signUpByInvitation",
      summary = "Open an account with the link of an invitation",
      details =
          "Its address is verified. `email_taken` and `weak_password` keep the link valid; whoever"
              + " has an account accepts by `POST /api/v1/users/me/invitation`.",
      response = UserView.class,
      status = 201)
  @ErrorCodes({"invalid_one_time_token", "email_taken", "weak_password"})
  public Response signUp(@Context RequestOrigin origin, InvitedSignUpForm form) {
    User user = invitations.signUp(form, origin);
    return Responses.created(
        "/api/v1/users/" + user.id(), UserView.of(user), UsersResource.tag(user));
  }
}

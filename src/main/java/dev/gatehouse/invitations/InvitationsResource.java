package dev.gatehouse.invitations;

import dev.gatehouse.idempotency.IdempotencyCode;
import dev.gatehouse.mail.MailEnabledRule;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The invitations that can be accepted. */
@Path("/api/v1/invitations")
@Section(
    name = "Invitations",
    place = 5,
    about = "Roles offered by mail to people, with or without an account.",
    codes = IdempotencyCode.class,
    terms = InvitationAction.class)
public final class InvitationsResource {
  private final InvitationService invitations;

  InvitationsResource(InvitationService invitations) {
    this.invitations = invitations;
  }

  @GET
  @Endpoint(
      id = "listInvitations",
      summary = "List invitations",
      details = "Those that can be accepted, sorted by id.")
  @Requires("users:write")
  public Page<InvitationView> list(@Auth Caller caller, @BeanParam InvitationSearch search) {
    return invitations.page(search.page()).map(InvitationView::of);
  }

  @POST
  @Endpoint(
      id = "invite",
      summary = "Invite somebody",
      details =
          "Sends a link, valid once and for 7 days, with which the recipient opens an account with"
              + " these roles, also while sign-up is closed, or takes them into the account of that"
              + " address. Neither the roles nor that account hold a permission that the caller"
              + " lacks.",
      response = InvitationView.class,
      status = 202)
  @ErrorCodes({"forbidden", "too_many_requests", "unavailable"})
  @Requires("users:write")
  @RestrictedBy(MailEnabledRule.class)
  public Response invite(@Auth Caller caller, @Context RequestOrigin origin, NewInvitation form) {
    return sent(invitations.invite(caller, form, origin));
  }

  @POST
  @Path(PathIds.ID + "/resend")
  @Endpoint(
      id = "resendInvitation",
      summary = "Send an invitation again",
      details =
          "With a new link, valid for 7 days; the old one is void. Whoever sends it is the inviter"
              + " from then on, within the same bound.",
      response = InvitationView.class,
      status = 202)
  @ErrorCodes({"forbidden", "too_many_requests", "unavailable"})
  @Requires("users:write")
  @RestrictedBy(MailEnabledRule.class)
  public Response resend(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    return sent(invitations.resend(caller, id, origin));
  }

  @DELETE
  @Path(PathIds.ID)
  @Endpoint(
      id = "withdrawInvitation",
      summary = "Withdraw an invitation",
      details = "Its link is void at once.")
  @Requires("users:write")
  public void withdraw(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    invitations.withdraw(caller, id, origin);
  }

  private static Response sent(Invitation invitation) {
    return Response.accepted(InvitationView.of(invitation)).build();
  }
}

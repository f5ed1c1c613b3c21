package dev.gatehouse.users;

import static dev.gatehouse.ratelimit.Limit.MAIL_CALL_PER_ADDRESS;

import dev.gatehouse.mail.MailGate;
import dev.gatehouse.platform.http.GatedBy;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.ratelimit.Limited;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What people do with their own address. */
@Path("/api/v1/users/me/email")
public final class OwnEmailResource {
  private final EmailService emails;

  OwnEmailResource(EmailService emails) {
    this.emails = emails;
  }

  @POST
  @GatedBy(MailGate.class)
  @Limited(MAIL_CALL_PER_ADDRESS)
  public Response change(@Auth Caller caller, @Context Origin origin, EmailChangeForm form) {
    emails.askForChange(caller, form, origin);
    return Reply.accepted();
  }

  @POST
  @Path("verification")
  @GatedBy(MailGate.class)
  @Limited(MAIL_CALL_PER_ADDRESS)
  public Response verify(@Auth Caller caller) {
    emails.askForVerification(caller);
    return Reply.accepted();
  }
}

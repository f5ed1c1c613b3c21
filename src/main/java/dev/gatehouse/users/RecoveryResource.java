package dev.gatehouse.users;

import static dev.gatehouse.ratelimit.Limit.MAIL_CALL_PER_ADDRESS;

import dev.gatehouse.mail.MailGate;
import dev.gatehouse.platform.http.GatedBy;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.http.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.ratelimit.Limited;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What people do who cannot sign in, or have a link that was sent to them. */
@Path("/api/v1/auth")
@WithoutIdempotencyKey
public final class RecoveryResource {
  private final ResetRequests resetRequests;
  private final PasswordService passwords;
  private final EmailService emails;

  RecoveryResource(ResetRequests resetRequests, PasswordService passwords, EmailService emails) {
    this.resetRequests = resetRequests;
    this.passwords = passwords;
    this.emails = emails;
  }

  @POST
  @Path("password/forgot")
  @GatedBy(MailGate.class)
  @Limited(MAIL_CALL_PER_ADDRESS)
  public Response forgot(ForgotForm form) {
    resetRequests.ask(form.email());
    return Reply.accepted();
  }

  @POST
  @Path("password/reset")
  public void reset(@Context Origin origin, ResetForm form) {
    passwords.reset(form, origin);
  }

  @POST
  @Path("email/verify")
  public void confirm(@Context Origin origin, ConfirmationForm form) {
    emails.confirm(form.token(), origin);
  }
}

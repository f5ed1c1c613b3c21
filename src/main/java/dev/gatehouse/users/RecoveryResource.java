package dev.gatehouse.users;

import static dev.gatehouse.ratelimit.Limit.MAIL_CALL_PER_ADDRESS;

import dev.gatehouse.mail.MailEnabledRule;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.RateLimited;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Account recovery and mailed links. */
@Path("/api/v1/auth")
@WithoutIdempotencyKey
@Section(name = "Signing in")
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
  @RestrictedBy(MailEnabledRule.class)
  @RateLimited(MAIL_CALL_PER_ADDRESS)
  @Endpoint(
      id = "forgotPassword",
      summary = "Request a link to set a new password",
      details = "The response is the same whether or not the address has an account.",
      status = 202)
  @ErrorCodes("unavailable")
  public Response forgot(ForgotForm form) {
    resetRequests.ask(form.email());
    return Responses.accepted();
  }

  @POST
  @Path("password/reset")
  @Endpoint(
      id = "resetPassword",
      summary = "Set a new password with a link",
      details =
          "Ends every session and verifies the address. A weak password keeps the link valid.")
  @ErrorCodes({"invalid_one_time_token", "weak_password"})
  public void reset(@Context RequestOrigin origin, ResetForm form) {
    passwords.reset(form, origin);
  }

  @POST
  @Path("email/verify")
  @Endpoint(
      id = "verifyEmail",
      summary = "Confirm an address with a link",
      details = "Either the account's current address or a requested new one.")
  @ErrorCodes({"invalid_one_time_token", "email_taken"})
  public void confirm(@Context RequestOrigin origin, ConfirmationForm form) {
    emails.confirm(form.token(), origin);
  }
}

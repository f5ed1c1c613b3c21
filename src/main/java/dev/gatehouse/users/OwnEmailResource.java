package dev.gatehouse.users;

import static dev.gatehouse.ratelimit.Limit.MAIL_CALL_PER_ADDRESS;

import dev.gatehouse.idempotency.Idles;
import dev.gatehouse.mail.MailEnabledRule;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.RateLimited;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The caller's own address. */
@Path("/api/v1/users/me/email")
@Section(name = "People")
public final class OwnEmailResource {
  private final EmailService emails;

  OwnEmailResource(EmailService emails) {
    this.emails = emails;
  }

  @POST
  @Requires("me:write")
  @RestrictedBy(MailEnabledRule.class)
  @RateLimited(MAIL_CALL_PER_ADDRESS)
  @Idles
  @Endpoint(
      id = "changeMyEmail",
      summary = "Request a change of address",
      details =
          "Sends a link to the new address and a notice to the old one, if that is verified. The"
              + " address changes when the link is used.",
      status = 202)
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "email_taken",
    "too_many_requests",
    "unavailable"
  })
  public Response change(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, EmailChangeForm form) {
    emails.askForChange(caller, form, origin);
    return Responses.accepted();
  }

  @POST
  @Requires("me:write")
  @Path("verification")
  @RestrictedBy(MailEnabledRule.class)
  @RateLimited(MAIL_CALL_PER_ADDRESS)
  @Endpoint(id = "verifyMyEmail", summary = "Resend the verification link", status = 202)
  @ErrorCodes({"too_many_requests", "unavailable"})
  public Response verify(@Auth Caller.Person caller) {
    emails.askForVerification(caller);
    return Responses.accepted();
  }
}

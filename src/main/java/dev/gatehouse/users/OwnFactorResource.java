package dev.gatehouse.users;

import dev.gatehouse.mfa.MfaAction;
import dev.gatehouse.mfa.MfaCode;
import dev.gatehouse.mfa.TotpSetup;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** The caller's own second factor. */
@Path("/api/v1/users/me/mfa")
@WithoutIdempotencyKey
@Section(name = "People", codes = MfaCode.class, terms = MfaAction.class)
public final class OwnFactorResource {
  private final UserMfaService factors;

  OwnFactorResource(UserMfaService factors) {
    this.factors = factors;
  }

  @POST
  @Requires("me:write")
  @Path("totp")
  @Endpoint(
      id = "beginTotp",
      summary = "Begin to set up a second factor",
      details = "It is active once its first code is confirmed.")
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "mfa_state",
    "too_many_requests"
  })
  public TotpSetup begin(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, ProofForm form) {
    return factors.begin(caller, form, origin);
  }

  @POST
  @Requires("me:write")
  @Path("totp/confirm")
  @Endpoint(
      id = "confirmTotp",
      summary = "Confirm the second factor with its first code",
      details = "The recovery codes are shown only once.")
  @ErrorCodes({"422 invalid_mfa_code", "mfa_state", "too_many_requests"})
  public RecoveryCodesView confirm(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, FirstCodeForm form) {
    return new RecoveryCodesView(factors.confirm(caller, form.code(), origin));
  }

  @POST
  @Requires("me:write")
  @Path("disable")
  @Endpoint(id = "disableMfa", summary = "Turn off the second factor")
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "mfa_state",
    "too_many_requests"
  })
  public void disable(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, ProofForm form) {
    factors.disable(caller, form, origin);
  }
}

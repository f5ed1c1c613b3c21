package dev.gatehouse.users;

import dev.gatehouse.mfa.TotpSetup;
import dev.gatehouse.platform.http.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** What people do with their own second factor. */
@Path("/api/v1/users/me/mfa")
@WithoutIdempotencyKey
public final class OwnFactorResource {
  private final FactorService factors;

  OwnFactorResource(FactorService factors) {
    this.factors = factors;
  }

  @POST
  @Path("totp")
  public TotpSetup begin(@Auth Caller caller, @Context Origin origin, ProofForm form) {
    return factors.begin(caller, form, origin);
  }

  @POST
  @Path("totp/confirm")
  public RecoveryCodesView confirm(
      @Auth Caller caller, @Context Origin origin, FirstCodeForm form) {
    return new RecoveryCodesView(factors.confirm(caller, form.code(), origin));
  }

  @POST
  @Path("disable")
  public void disable(@Auth Caller caller, @Context Origin origin, ProofForm form) {
    factors.disable(caller, form, origin);
  }
}

package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.SignInAction;
import dev.gatehouse.sessions.SessionAction;
import dev.gatehouse.sessions.SessionCode;
import dev.gatehouse.sessions.SessionService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Signing in, going on, signing out. */
@Path("/api/v1/auth")
@WithoutIdempotencyKey
@Section(
    name = "Signing in",
    place = 1,
    about = "From a password to tokens, and out again.",
    codes = {SignInCode.class, SessionCode.class},
    terms = {SignInAction.class, SessionAction.class})
public final class AuthResource {
  private final SignInService signIn;
  private final SessionService sessions;

  AuthResource(SignInService signIn, SessionService sessions) {
    this.signIn = signIn;
    this.sessions = sessions;
  }

  @POST
  @Path("login")
  @Endpoint(
      id = "signIn",
      summary = "Sign in",
      details = "The password form of OAuth2 (RFC 6749 4.3); its errors are problem documents.")
  @ErrorCodes({
    "bad_credentials",
    "account_disabled",
    "email_unverified",
    "mfa_required",
    "too_many_requests"
  })
  public TokensView login(@Context RequestOrigin origin, LoginForm form) {
    return signIn.signIn(form, origin);
  }

  @POST
  @Path("mfa")
  @Endpoint(
      id = "signInWithCode",
      summary = "Sign in by the second factor",
      details = "With a one-time password or a recovery code, after a 403 `mfa_required`.")
  @ErrorCodes({"401 invalid_mfa_code", "too_many_requests"})
  public TokensView secondStep(@Context RequestOrigin origin, MfaForm form) {
    return signIn.secondStep(form, origin);
  }

  @POST
  @Path("refresh")
  @Endpoint(
      id = "refreshTokens",
      summary = "Go on with a session",
      details =
          "Each refresh token is replaced by its use. One that was replaced just now gets the"
              + " current one again; one replaced earlier gets a new one if its successor was never"
              + " used, which is void then. Any other ends the session.")
  @ErrorCodes("invalid_refresh_token")
  public TokensView refresh(@Context RequestOrigin origin, RefreshForm form) {
    return signIn.refresh(form.refreshToken(), origin);
  }

  @POST
  @Path("logout")
  @Endpoint(id = "signOut", summary = "Sign out", details = "Ends the session at once.")
  public void logout(@Auth Caller caller, @Context RequestOrigin origin) {
    sessions.signOut(caller, origin);
  }
}

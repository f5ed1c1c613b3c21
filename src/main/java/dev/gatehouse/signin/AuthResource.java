package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.RequiresNone;
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

/** Sign-in, refresh and sign-out. */
@Path("/api/v1/auth")
@WithoutIdempotencyKey
@Section(
    name = "Signing in",
    place = 1,
    about = "Sign in, refresh tokens and sign out.",
    codes = {SignInCode.class, SessionCode.class},
    terms = {SignInAction.class, SessionAction.class})
public final class AuthResource {
  private final SignInService signIn;
  private final ScopeGrants scopes;
  private final SessionService sessions;

  AuthResource(SignInService signIn, ScopeGrants scopes, SessionService sessions) {
    this.signIn = signIn;
    this.scopes = scopes;
    this.sessions = sessions;
  }

  @POST
  @Path("login")
  @Endpoint(
      id = "signIn",
      summary = "Sign in",
      details =
          "Takes the form of the OAuth 2 password grant (RFC 6749 section 4.3). Errors are problem"
              + " documents. `scope` limits the session to permissions; words that are none are"
              + " passed over, and what the account does not hold is left out.")
  @ErrorCodes({
    "bad_credentials",
    "account_disabled",
    "email_unverified",
    "mfa_required",
    "invalid_scope",
    "too_many_requests"
  })
  public TokensView login(@Context RequestOrigin origin, LoginForm form) {
    return signIn.signIn(form.asking(scopes.asked(form.scope())), origin);
  }

  @POST
  @Path("mfa")
  @Endpoint(
      id = "signInWithCode",
      summary = "Complete a sign-in with the second factor",
      details = "Takes a one-time password or a recovery code after a 403 `mfa_required`.")
  @ErrorCodes({"401 invalid_mfa_code", "invalid_scope", "too_many_requests"})
  public TokensView secondStep(@Context RequestOrigin origin, MfaForm form) {
    return signIn.secondStep(form, origin);
  }

  @POST
  @Path("refresh")
  @Endpoint(
      id = "refreshTokens",
      summary = "Refresh a session",
      details =
          "Each use replaces the refresh token. One replaced a moment ago gets the"
              + " current one; one replaced earlier gets a new one if its successor was never"
              + " used, and voids that successor. Any other ends the session.")
  @ErrorCodes("invalid_refresh_token")
  public TokensView refresh(@Context RequestOrigin origin, RefreshForm form) {
    return signIn.refresh(RefreshGrant.of(form.refreshToken()), origin);
  }

  @POST
  @Path("logout")
  @RequiresNone
  @Endpoint(id = "signOut", summary = "Sign out", details = "Ends the session at once.")
  public void logout(@Auth Caller.SignedInPerson caller, @Context RequestOrigin origin) {
    sessions.signOut(caller, origin);
  }
}

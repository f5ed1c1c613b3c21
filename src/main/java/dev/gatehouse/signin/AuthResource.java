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
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

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
  private final SessionCookies cookies;

  AuthResource(
      SignInService signIn, ScopeGrants scopes, SessionService sessions, SessionCookies cookies) {
    this.signIn = signIn;
    this.scopes = scopes;
    this.sessions = sessions;
    this.cookies = cookies;
  }

  @POST
  @Path("login")
  @CookieSession
  @Endpoint(
      id = "signIn",
      headers = HttpHeaders.SET_COOKIE,
      summary = "Sign in",
      details =
          "Takes the form of the OAuth 2 password grant (RFC 6749 section 4.3). Errors are problem"
              + " documents. With `X-Session: cookie`, if the operator allows it, a cookie keeps the"
              + " refresh token. `scope` limits the session to permissions; words that are none are"
              + " passed over, and what the account does not hold is left out.")
  @ErrorCodes({
    "forbidden",
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
  @CookieSession
  @Endpoint(
      id = "signInWithCode",
      headers = HttpHeaders.SET_COOKIE,
      summary = "Complete a sign-in with the second factor",
      details = "Takes a one-time password or a recovery code after a 403 `mfa_required`.")
  @ErrorCodes({"forbidden", "401 invalid_mfa_code", "invalid_scope", "too_many_requests"})
  public TokensView secondStep(@Context RequestOrigin origin, MfaForm form) {
    return signIn.secondStep(form, origin);
  }

  @POST
  @Path("refresh")
  @CookieSession
  @Endpoint(
      id = "refreshTokens",
      headers = HttpHeaders.SET_COOKIE,
      summary = "Refresh a session",
      details =
          "Each use replaces the refresh token. One replaced a moment ago gets the"
              + " current one; one replaced earlier gets a new one if its successor was never"
              + " used, and voids that successor. Any other ends the session. With `X-Session:"
              + " cookie`, if the operator allows it, the token comes from the cookie instead, and"
              + " no body is needed.")
  @ErrorCodes({"forbidden", "invalid_refresh_token"})
  public TokensView refresh(
      @Context RequestOrigin origin,
      @HeaderParam(SessionCookies.HEADER) @Nullable String kept,
      @CookieParam(SessionCookies.NAME) @Nullable String cookie,
      RefreshForm form) {
    String token = cookies.isAskedBy(kept) ? form.orCookie(cookie) : form.required();
    return signIn.refresh(RefreshGrant.of(token), origin);
  }

  @POST
  @Path("logout")
  @CookieSession(ends = true)
  @RequiresNone
  @Endpoint(
      id = "signOut",
      headers = HttpHeaders.SET_COOKIE,
      summary = "Sign out",
      details = "Ends the session at once.")
  public void logout(@Auth Caller.SignedInPerson caller, @Context RequestOrigin origin) {
    sessions.signOut(caller, origin);
  }
}

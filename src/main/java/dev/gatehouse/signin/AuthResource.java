package dev.gatehouse.signin;

import dev.gatehouse.platform.http.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.sessions.SessionService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Signing in, going on, signing out. */
@Path("/api/v1/auth")
@WithoutIdempotencyKey
public final class AuthResource {
  private final SignInService signIn;
  private final SessionService sessions;

  AuthResource(SignInService signIn, SessionService sessions) {
    this.signIn = signIn;
    this.sessions = sessions;
  }

  @POST
  @Path("login")
  public TokensView login(@Context Origin origin, LoginForm form) {
    return signIn.signIn(form, origin);
  }

  @POST
  @Path("mfa")
  public TokensView secondStep(@Context Origin origin, MfaForm form) {
    return signIn.secondStep(form, origin);
  }

  @POST
  @Path("refresh")
  public TokensView refresh(@Context Origin origin, RefreshForm form) {
    return signIn.refresh(form.refreshToken(), origin);
  }

  @POST
  @Path("logout")
  public void logout(@Auth Caller caller, @Context Origin origin) {
    sessions.end(caller.id(), caller.sessionId(), origin);
  }
}

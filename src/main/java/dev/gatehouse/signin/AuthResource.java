package dev.gatehouse.signin;

import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.http.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.sessions.Device;
import dev.gatehouse.sessions.SessionService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

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
  public TokensView login(
      @Context RequestInfo request,
      @HeaderParam(HttpHeaders.USER_AGENT) @Nullable String userAgent,
      LoginForm form) {
    InetAddress client = request.client();
    return signIn.signIn(form, client, new Device(client.getHostAddress(), userAgent));
  }

  @POST
  @Path("refresh")
  public TokensView refresh(RefreshForm form) {
    return signIn.refresh(form.refreshToken());
  }

  @POST
  @Path("logout")
  public void logout(@Auth Caller caller) {
    sessions.end(caller.id(), caller.sessionId());
  }
}

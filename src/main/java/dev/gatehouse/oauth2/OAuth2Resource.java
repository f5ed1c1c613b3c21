package dev.gatehouse.oauth2;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.OAuthErrors;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.TakesClientSecret;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.platform.security.SentClient;
import dev.gatehouse.signin.CookieSession;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;

/** The endpoints of OAuth 2. */
@Path("/oauth2")
@WithoutIdempotencyKey
@Section(
    name = "OAuth 2",
    place = 6,
    about =
        "For standard clients and for resource servers. Errors that OAuth 2 knows are written as"
            + " RFC 6749 section 5.2 has it, all others as problem documents.",
    codes = OAuth2Code.class,
    terms = OAuth2Action.class)
public final class OAuth2Resource {
  private final GrantService grants;
  private final IntrospectionService introspection;
  private final RevocationService revocation;

  OAuth2Resource(
      GrantService grants, IntrospectionService introspection, RevocationService revocation) {
    this.grants = grants;
    this.introspection = introspection;
    this.revocation = revocation;
  }

  @POST
  @Path("token")
  @TakesClientSecret
  @Endpoint(
      id = "requestToken",
      summary = "Get tokens (RFC 6749)",
      details =
          "`password` signs in as `/api/v1/auth/login` does; after `mfa_required` go on at"
              + " `/api/v1/auth/mfa`. `refresh_token` refreshes; a `scope` narrows the access token,"
              + " and a `client_id` must be that of the sign-in. `client_credentials` is for"
              + " service accounts, by Basic, by `client_secret` or by a signed assertion"
              + " (RFC 7523); other grants do not look at `Authorization`.",
      callers = "Needs no token. With `client_credentials` the client proves who it is.")
  @OAuthErrors({
    "invalid_request",
    "invalid_grant",
    "invalid_scope",
    "unsupported_grant_type",
    "mfa_required",
    "invalid_client"
  })
  @ErrorCodes("too_many_requests")
  public OAuthTokensView token(
      @Context SentClient sent, @Context RequestOrigin origin, GrantForm form) {
    return grants.give(form, sent, origin);
  }

  @POST
  @Path("introspect")
  @TakesClientSecret
  @Requires("tokens:introspect")
  @Endpoint(
      id = "introspectToken",
      summary = "Ask what a token is worth now (RFC 7662)",
      details =
          "Access tokens and refresh tokens; whatever else is sent is not active. Nothing is"
              + " changed by asking.",
      callers =
          "Service accounts with the permission `tokens:introspect` alone, by Bearer or by Basic.")
  @OAuthErrors({"invalid_request", "invalid_client", "invalid_token"})
  public IntrospectionView introspect(@Auth Caller.ServiceAccount caller, TokenQueryForm form) {
    return introspection.tell(form.token());
  }

  @POST
  @Path("revoke")
  @CookieSession(ends = true)
  @Endpoint(
      id = "revokeToken",
      headers = HttpHeaders.SET_COOKIE,
      summary = "Revoke a token (RFC 7009)",
      details =
          "Holding the token is enough. A refresh token or an access token, even an expired one,"
              + " ends its session; the access token of a service account and an API key end"
              + " themselves. The answer is the same for every token.")
  @OAuthErrors("invalid_request")
  public RevocationView revoke(@Context RequestOrigin origin, TokenQueryForm form) {
    revocation.revoke(form.token(), origin);
    return new RevocationView();
  }
}

package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.BasicAuthorization;
import dev.gatehouse.platform.http.LogContext;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.SentClient;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthFilter;
import io.dropwizard.auth.Authenticator;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/**
 * Authenticates the caller by access token or API key. Where the caller is optional, Dropwizard
 * swallows every {@code WebApplicationException}, so only a missing token throws one. A bad token
 * throws a {@link Failure}, because it is a 401 on public routes too.
 */
@Priority(Priorities.AUTHENTICATION)
final class BearerAuthFilter extends AuthFilter<BearerCredentials, Caller> {
  BearerAuthFilter(Authenticator<BearerCredentials, Caller> authenticator) {
    this.authenticator = authenticator;
    this.authorizer = (caller, right, request) -> caller.may(right);
    this.prefix = "Bearer";
  }

  /** Puts the filter before each method with {@code @Auth}. */
  static AuthDynamicFeature feature(Authenticator<BearerCredentials, Caller> authenticator) {
    return new AuthDynamicFeature(new BearerAuthFilter(authenticator)) {
      /** Does not inject the filter, which would then pass every caller on to Jetty's request. */
      @Override
      public boolean configure(FeatureContext context) {
        return true;
      }
    };
  }

  @Override
  public void filter(ContainerRequestContext request) {
    RequestContext context = RequestContext.of(request);
    SentClient client =
        context.policy().takesClientSecret()
            ? BasicAuthorization.of(context.request().getHeaders("Authorization"))
            : new SentClient.None();
    if (client instanceof SentClient.None) {
      authenticateBearer(request, context);
    } else {
      authenticateClient(request, context, client);
    }
    Caller caller = (Caller) request.getSecurityContext().getUserPrincipal();
    context.caller(caller);
    context.info().actor(caller.actor());
    LogContext.actor(caller.actor());
  }

  private void authenticateBearer(ContainerRequestContext request, RequestContext context) {
    String token = BearerToken.of(context.request().getHeaders("Authorization"));
    if (token == null) {
      throw new MissingToken();
    }
    if (!isAuthentic(request, new BearerCredentials(token, context::origin))) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
  }

  private void authenticateClient(
      ContainerRequestContext request, RequestContext context, SentClient sent) {
    boolean isProven = false;
    if (sent instanceof SentClient.Credentials client) {
      try {
        isProven =
            isAuthentic(
                request,
                new BearerCredentials(client.secret(), Optional.of(client.id()), context::origin));
      } catch (Failure e) {
        if (e.code() != CommonCode.INVALID_TOKEN) {
          throw e;
        }
      }
    }
    if (!isProven) {
      throw Failure.of(CommonCode.INVALID_CLIENT);
    }
  }

  private boolean isAuthentic(ContainerRequestContext request, BearerCredentials credentials) {
    try {
      return authenticate(request, credentials, prefix);
    } catch (InternalServerErrorException e) {
      // stands for an AuthenticationException, and must not be swallowed either
      throw new IllegalStateException("The access token could not be verified", e);
    }
  }

  /** Has no stack trace, because anonymous requests are normal. */
  private static final class MissingToken extends ClientErrorException {
    MissingToken() {
      super(Status.UNAUTHORIZED);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}

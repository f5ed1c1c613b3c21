package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.AuthenticationException;
import io.dropwizard.auth.Authenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Makes all checks of one resource method that come before its body is read, in the order of the
 * contract: id, token, right, Idempotency-Key, the body's length.
 */
final class AccessFilter implements ContainerRequestFilter {
  private static final int LONGEST_KEY = 255;
  private static final String LARGEST_ID = Long.toString(Long.MAX_VALUE);

  private final MethodPolicy policy;
  private final CurrentRequest currentRequest;
  private final Authenticator<String, Caller> authenticator;

  AccessFilter(
      MethodPolicy policy,
      CurrentRequest currentRequest,
      Authenticator<String, Caller> authenticator) {
    this.policy = policy;
    this.currentRequest = currentRequest;
    this.authenticator = authenticator;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    RequestContext exchange = currentRequest.current();
    HttpServletRequest request = exchange.request();
    exchange.info().route(policy.route());
    exchange.info().probe(policy.isProbe());
    exchange.policy(policy);
    if (policy.hasId()) {
      checkId(context.getUriInfo().getPathParameters().getFirst("id"));
    }
    exchange.info().pathTyped(policy.hasTypedPath());
    Caller caller = policy.token() == MethodPolicy.Token.IGNORED ? null : identify(request);
    if (caller != null) {
      admit(caller, exchange, context);
    }
    checkRight(caller);
    if (policy.takesIdempotencyKey()) {
      checkIdempotencyKey(request);
    }
    if (policy.readsBody() && request.getContentLengthLong() > policy.maxBytes()) {
      throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
    }
  }

  /** The route lets 19 digits through, of which some are beyond 64 bits. */
  private static void checkId(@Nullable String id) {
    if (id == null || (id.length() == LARGEST_ID.length() && id.compareTo(LARGEST_ID) > 0)) {
      throw Failure.notFound();
    }
  }

  private @Nullable Caller identify(HttpServletRequest request) {
    String token = BearerToken.of(request.getHeaders("Authorization"));
    if (token == null) {
      if (policy.token() == MethodPolicy.Token.REQUIRED) {
        throw Failure.of(CommonCode.UNAUTHENTICATED);
      }
      return null;
    }
    try {
      return authenticator
          .authenticate(token)
          .orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    } catch (AuthenticationException e) {
      throw new IllegalStateException("The access token could not be verified", e);
    }
  }

  private static void admit(
      Caller caller, RequestContext exchange, ContainerRequestContext context) {
    exchange.caller(caller);
    exchange.info().userId(caller.id());
    MDC.put(ResourceServlet.USER_ID, Long.toString(caller.id()));
    context.setSecurityContext(new SignedIn(caller));
  }

  private void checkRight(@Nullable Caller caller) {
    if (policy.adminOnly() && (caller == null || !caller.isAdmin())) {
      throw Failure.of(CommonCode.FORBIDDEN);
    }
    if (policy.rule() != null) {
      policy.rule().check(Optional.ofNullable(caller));
    }
  }

  private static void checkIdempotencyKey(HttpServletRequest request) {
    Enumeration<String> keys = request.getHeaders("Idempotency-Key");
    if (!keys.hasMoreElements()) {
      return;
    }
    String key = keys.nextElement();
    boolean wellFormed = !key.isEmpty() && key.length() <= LONGEST_KEY && !keys.hasMoreElements();
    for (int i = 0; wellFormed && i < key.length(); i++) {
      wellFormed = key.charAt(i) > ' ' && key.charAt(i) < 0x7f;
    }
    if (!wellFormed) {
      throw Failure.of(
          CommonCode.BAD_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters");
    }
  }
}

package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer as the inner layer sees them: the headers that Jersey is not shown
 * among them. Confined to the request's thread.
 */
final class RequestContext {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestInfo info;
  private @Nullable MethodPolicy policy;
  private @Nullable Caller caller;
  private BodyBytes body = new BodyBytes();

  RequestContext(HttpServletRequest request, HttpServletResponse response, RequestInfo info) {
    this.request = request;
    this.response = response;
    this.info = info;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  RequestInfo info() {
    return info;
  }

  /** Where the request comes from; of the signed-in user once the gate has let it in. */
  RequestOrigin origin() {
    return new RequestOrigin(
        caller == null ? null : caller.id(),
        info.client(),
        request.getHeader("User-Agent"),
        info.requestId());
  }

  /** What the matched method asks. */
  MethodPolicy policy() {
    if (policy == null) {
      throw new IllegalStateException("No method has been matched yet");
    }
    return policy;
  }

  void policy(MethodPolicy matched) {
    this.policy = matched;
  }

  /** Whose token the gate has verified. */
  @Nullable Caller caller() {
    return caller;
  }

  void caller(Caller signedIn) {
    this.caller = signedIn;
  }

  /** The body that a record was read from, unpacked. */
  BodyBytes body() {
    return body;
  }

  void body(BodyBytes unpacked) {
    this.body = unpacked;
  }
}

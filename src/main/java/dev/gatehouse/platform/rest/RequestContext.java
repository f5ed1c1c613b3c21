package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request and its response inside the servlet. Confined to the request's thread. */
final class RequestContext {
  /** The request attribute that holds the one instance. */
  static final String ATTRIBUTE = "dev.gatehouse.request-context";

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

  static RequestContext of(ContainerRequestContext request) {
    // a property of Jersey's request is an attribute of the servlet's
    if (request.getProperty(ATTRIBUTE) instanceof RequestContext context) {
      return context;
    }
    throw new IllegalStateException("The request did not come through ResourceServlet");
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

  /** The authenticated caller. */
  Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  void caller(Caller authenticated) {
    this.caller = authenticated;
  }

  /** The body that a record was read from, unpacked. */
  BodyBytes body() {
    return body;
  }

  void body(BodyBytes unpacked) {
    this.body = unpacked;
  }
}

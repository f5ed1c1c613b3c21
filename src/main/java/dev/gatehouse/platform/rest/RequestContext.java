package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response inside the servlet. It holds what the filters find out about the
 * request; what the log and the metrics also need is in {@link #info}. Confined to the request's
 * thread.
 */
public final class RequestContext {
  /** The request attribute that holds the one instance. */
  private static final String ATTRIBUTE = "dev.gatehouse.request-context";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestInfo info;
  private @Nullable MethodPolicy policy;
  private @Nullable Caller caller;
  private BodyBytes body = new BodyBytes();
  private boolean isBodyImplied;

  private RequestContext(
      HttpServletRequest request, HttpServletResponse response, RequestInfo info) {
    this.request = request;
    this.response = response;
    this.info = info;
  }

  static void begin(HttpServletRequest request, HttpServletResponse response, RequestInfo info) {
    request.setAttribute(ATTRIBUTE, new RequestContext(request, response, info));
  }

  static RequestContext of(ContainerRequestContext request) {
    // Jersey's properties are the attributes of the servlet request
    if (request.getProperty(ATTRIBUTE) instanceof RequestContext context) {
      return context;
    }
    throw new IllegalStateException("The request did not come through ResourceServlet");
  }

  /** The request as it was sent. */
  public HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  public RequestInfo info() {
    return info;
  }

  /** The path, decoded, without a trailing slash. */
  public String path() {
    String path = request.getPathInfo();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The origin of the request; with the caller once authenticated. */
  RequestOrigin origin() {
    return new RequestOrigin(
        caller == null ? null : caller.actor(),
        caller == null ? null : caller.keyId().orElse(null),
        info.client(),
        request.getHeader("User-Agent"),
        info.requestId());
  }

  /** The policy of the matched method. */
  MethodPolicy policy() {
    if (policy == null) {
      throw new IllegalStateException("No method has been matched yet");
    }
    return policy;
  }

  /** Whether a method has been matched whose errors are those of OAuth 2. */
  boolean hasOAuthErrors() {
    return policy != null && policy.hasOAuthErrors();
  }

  void policy(MethodPolicy matched) {
    this.policy = matched;
  }

  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  void caller(Caller authenticated) {
    this.caller = authenticated;
  }

  /** The well-formed Idempotency-Key; null if there is none or the method takes none. */
  public @Nullable String idempotencyKey() {
    return policy().takesIdempotencyKey() ? request.getHeader(IdempotencyKeyFilter.HEADER) : null;
  }

  /**
   * Lets a request without a body and without a Content-Type pass for one with an empty object.
   * Does nothing if there is one of them. Call it before the request is matched.
   */
  public static void implyBody(ContainerRequestContext request) {
    if (request.getMediaType() == null && !((ContainerRequest) request).hasEntity()) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
      of(request).isBodyImplied = true;
    }
  }

  boolean isBodyImplied() {
    return isBodyImplied;
  }

  /** The uncompressed body that a record was read from; empty if the method takes no record. */
  public List<ByteBuffer> body() {
    return body.pieces();
  }

  void body(BodyBytes uncompressed) {
    this.body = uncompressed;
  }
}

package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One call of a resource method with a {@link ResourceInterceptor} around it. */
public final class InterceptedCall {
  private final RequestContext context;
  private final Callable<Object> rest;

  InterceptedCall(RequestContext context, Callable<Object> rest) {
    this.context = context;
    this.rest = rest;
  }

  /** The request as it was sent. */
  public HttpServletRequest request() {
    return context.request();
  }

  public RequestInfo info() {
    return context.info();
  }

  public Optional<Caller> caller() {
    return context.caller();
  }

  /** By what the request is known if it comes again. */
  public RequestIdentity identity() {
    return RequestIdentity.of(context);
  }

  /** The body that the method's record was read from, unpacked; none if it reads no record. */
  public List<ByteBuffer> body() {
    return context.body().pieces();
  }

  /**
   * Goes on: a record, a {@code Response} or a {@link BufferedResponse}, or null for an answer
   * without a body.
   */
  public Object proceed() throws Exception {
    return rest.call();
  }
}

package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One call of a resource method with a {@link MethodGuard} around it. */
public final class GuardedCall {
  private final Exchange exchange;
  private final Callable<Object> rest;

  GuardedCall(Exchange exchange, Callable<Object> rest) {
    this.exchange = exchange;
    this.rest = rest;
  }

  /** The request as it was sent. */
  public HttpServletRequest request() {
    return exchange.request();
  }

  public RequestInfo info() {
    return exchange.info();
  }

  public Optional<Caller> caller() {
    return Optional.ofNullable(exchange.caller());
  }

  /** By what the request is known if it comes again. */
  public RequestIdentity identity() {
    return RequestIdentity.of(exchange);
  }

  /** The body that the method's record was read from, unpacked; none if it reads no record. */
  public byte[] body() {
    return exchange.body();
  }

  /**
   * Goes on: a record, a {@code Response} or a {@link WholeAnswer}, or null for an answer without a
   * body.
   */
  public Object proceed() throws Exception {
    return rest.call();
  }
}

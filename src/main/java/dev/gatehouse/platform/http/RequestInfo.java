package dev.gatehouse.platform.http;

import dev.gatehouse.platform.routing.HealthProbe;
import dev.gatehouse.platform.security.Actor;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the current request. The outermost handler creates it, the layers that the request
 * passes through fill it in, and the request log and the metrics read it. Confined to the request's
 * thread.
 */
public final class RequestInfo {
  /** The request attribute, of Jetty and of the servlet API, that holds the one instance. */
  public static final String ATTRIBUTE = "dev.gatehouse.request-info";

  private final String requestId;
  private final @Nullable String traceId;
  private final InetAddress client;
  private final @Nullable PartialHead refusedHead;
  private String route = "none";
  private @Nullable Actor actor;
  private int status;
  private boolean isProbe;
  private boolean isPathTyped;
  private volatile boolean hasClientLeft;
  private final AtomicBoolean hasEnded = new AtomicBoolean();

  RequestInfo(
      String requestId,
      @Nullable String traceId,
      InetAddress client,
      @Nullable PartialHead refusedHead) {
    this.requestId = requestId;
    this.traceId = traceId;
    this.client = client;
    this.refusedHead = refusedHead;
  }

  /** The value of X-Request-ID. */
  public String requestId() {
    return requestId;
  }

  /** The trace id of a valid traceparent. */
  public @Nullable String traceId() {
    return traceId;
  }

  /** The client's address, found behind any trusted proxies. */
  public InetAddress client() {
    return client;
  }

  /** The readable part of a head that Jetty refused; null if it accepted the head. */
  public @Nullable PartialHead refusedHead() {
    return refusedHead;
  }

  /** The path template of the resource method, or {@code none} if no route matched. */
  public String route() {
    return route;
  }

  public void route(String template) {
    this.route = template;
  }

  /** The status that was sent, or 0 if none was. */
  public int status() {
    return status;
  }

  public void status(int sent) {
    this.status = sent;
  }

  /** Whether the resource method is a {@link HealthProbe}. */
  public boolean isProbe() {
    return isProbe;
  }

  public void probe(boolean probe) {
    isProbe = probe;
  }

  /** Whether the matched route restricts its path parameters, so that the path is safe to log. */
  public boolean isPathTyped() {
    return isPathTyped;
  }

  public void pathTyped(boolean typed) {
    isPathTyped = typed;
  }

  /** Whether the client left before its response was complete. */
  public boolean hasClientLeft() {
    return hasClientLeft;
  }

  void clientLeft() {
    hasClientLeft = true;
  }

  /** The caller, once authenticated. */
  public @Nullable Actor actor() {
    return actor;
  }

  public void actor(Actor caller) {
    this.actor = caller;
  }

  /**
   * Marks the request as ended; true the first time only. Jetty may complete a request twice if the
   * client resets the connection during the response.
   */
  public boolean end() {
    return hasEnded.compareAndSet(false, true);
  }
}

package dev.gatehouse.platform.http;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Creates the {@link RequestInfo} of every request on the application port, and completes the
 * headers of every response, whichever layer made it.
 */
public final class ResponseHeaders implements HttpConfiguration.Customizer {
  static final String REQUEST_ID = "X-Request-ID";

  static final String TRACEPARENT = "traceparent";
  private static final String POLICY = "Content-Security-Policy";
  private static final HttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");
  private static final HttpField DEFAULT_POLICY =
      new PreEncodedHttpField(POLICY, "default-src 'none'; frame-ancestors 'none'");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField VARY =
      new PreEncodedHttpField(HttpHeader.VARY, "Origin, Accept-Encoding");
  private static final HttpField VARY_ORIGIN = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
  private static final HttpField EXPOSE =
      new PreEncodedHttpField(
          HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
          "X-Request-ID, ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy,"
              + " Idempotency-Replayed, Content-Disposition");

  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-ID,"
          + " traceparent, tracestate, baggage, sentry-trace";

  private final Map<String, HttpField> allowOrigin = new HashMap<>();
  private final HttpField allowHeaders;
  private final ClientAddress clients;
  private final ShutdownState shutdown;

  /**
   * What all responses have.
   *
   * @param untrusted told of each request with X-Forwarded-For from a peer that is not trusted
   */
  public ResponseHeaders(
      HttpConfig config, ShutdownState shutdown, Clock clock, Runnable untrusted) {
    for (String origin : config.corsOrigins()) {
      allowOrigin.put(
          origin, new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
    }
    this.allowHeaders =
        new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
            Stream.concat(Stream.of(REQUEST_HEADERS), config.corsHeaders().stream())
                .collect(Collectors.joining(", ")));
    this.clients = new ClientAddress(config.trustedProxies(), clock, untrusted);
    this.shutdown = shutdown;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable response) {
    ServerEndPoint endPoint = ServerEndPoint.of(request);
    if (endPoint != null) {
      endPoint.beginRequest(request);
    }
    admit(request, endPoint, null);
    return request;
  }

  /** The info of a request, created only now if Jetty refused the request. */
  public RequestInfo admit(Request request) {
    if (request.getAttribute(RequestInfo.ATTRIBUTE) instanceof RequestInfo known) {
      return known;
    }
    ServerEndPoint endPoint = ServerEndPoint.of(request);
    PartialHead refused =
        endPoint != null && request.getHeaders().size() == 0 ? endPoint.partialHead() : null;
    return admit(request, endPoint, refused);
  }

  private RequestInfo admit(
      Request request, @Nullable ServerEndPoint endPoint, @Nullable PartialHead refused) {
    HttpFields headers = refused == null ? request.getHeaders() : refused.fields();
    String requestId = null;
    String parent = null;
    int parents = 0;
    for (HttpField field : headers) {
      if (field.getHeader() == null) {
        if (requestId == null && field.is(REQUEST_ID)) {
          requestId = field.getValue();
        } else if (field.is(TRACEPARENT)) {
          parent = field.getValue();
          parents++;
        }
      }
    }
    RequestInfo info =
        new RequestInfo(
            requestId != null && Tracing.isRequestId(requestId)
                ? requestId
                : Tracing.newRequestId(),
            parents == 1 ? Tracing.traceId(parent) : null,
            clients.of(request.getConnectionMetaData().getRemoteSocketAddress(), headers),
            refused);
    request.setAttribute(RequestInfo.ATTRIBUTE, info);
    if (endPoint != null) {
      request.addHttpStreamWrapper(
          stream -> new ResponseStream(stream, endPoint, this, headers, info));
    }
    return info;
  }

  /** Completes a response's headers just before they are sent. */
  void complete(HttpFields request, RequestInfo info, HttpFields.Mutable response) {
    boolean policy = false;
    boolean caching = false;
    boolean vary = false;
    boolean varyOrigin = false;
    boolean id = false;
    for (HttpField field : response) {
      HttpHeader header = field.getHeader();
      if (header == HttpHeader.CACHE_CONTROL) {
        caching = true;
      } else if (header == HttpHeader.VARY) {
        vary = true;
        varyOrigin |= field.contains("Origin");
      } else if (header == null) {
        policy |= field.is(POLICY);
        id |= field.is(REQUEST_ID);
      }
    }
    if (id) {
      response.remove(REQUEST_ID);
    }
    response.add(REQUEST_ID, info.requestId());
    response.add(NOSNIFF);
    response.add(NO_REFERRER);
    if (!policy) {
      response.add(DEFAULT_POLICY);
    }
    if (!caching) {
      response.add(NO_STORE);
    }
    if (!varyOrigin) {
      response.add(vary ? VARY_ORIGIN : VARY);
    }
    HttpField allowed = allowOrigin(request);
    if (allowed != null) {
      // a resource may be open to any origin
      if (!response.contains(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN)) {
        response.add(allowed);
      }
      response.add(EXPOSE);
    }
    if (shutdown.isDraining()) {
      response.put(HttpFields.CONNECTION_CLOSE);
    }
  }

  public boolean isAllowedOrigin(HttpFields request) {
    return allowOrigin(request) != null;
  }

  /** The request headers that a preflight allows. */
  public HttpField allowHeaders() {
    return allowHeaders;
  }

  /** The header that lets the request's origin read the response, if it is allowed. */
  private @Nullable HttpField allowOrigin(HttpFields request) {
    if (allowOrigin.isEmpty()) {
      return null;
    }
    List<String> origins = request.getValuesList(HttpHeader.ORIGIN);
    return origins.size() == 1 ? allowOrigin.get(origins.get(0)) : null;
  }
}

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
 * Admits every request of the application port (its ids, its client) and completes the headers of
 * every response, whichever layer made it.
 */
public final class ResponseHeaders implements HttpConfiguration.Customizer {
  static final String REQUEST_ID = "X-Request-ID";

  static final String TRACEPARENT = "traceparent";
  private static final String POLICY = "Content-Security-Policy";
  private static final HttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");
  private static final HttpField NOTHING_LOADS =
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

  private static final String USUAL_HEADERS =
      "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-ID,"
          + " traceparent, tracestate, baggage, sentry-trace";

  private final Map<String, HttpField> allowOrigin = new HashMap<>();
  private final HttpField allowHeaders;
  private final ClientAddress clients;
  private final ShutdownState shutdown;

  public ResponseHeaders(HttpConfig config, ShutdownState shutdown, Clock clock) {
    for (String origin : config.corsOrigins()) {
      allowOrigin.put(
          origin, new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
    }
    this.allowHeaders =
        new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
            Stream.concat(Stream.of(USUAL_HEADERS), config.corsHeaders().stream())
                .collect(Collectors.joining(", ")));
    this.clients = new ClientAddress(config.trustedProxies(), clock);
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

  /** The info of a request; one that Jetty refused is admitted only now. */
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
  void complete(HttpFields asked, RequestInfo info, HttpFields.Mutable answer) {
    boolean policy = false;
    boolean caching = false;
    boolean vary = false;
    boolean varyOrigin = false;
    boolean id = false;
    for (HttpField field : answer) {
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
      answer.remove(REQUEST_ID);
    }
    answer.add(REQUEST_ID, info.requestId());
    answer.add(NOSNIFF);
    answer.add(NO_REFERRER);
    if (!policy) {
      answer.add(NOTHING_LOADS);
    }
    if (!caching) {
      answer.add(NO_STORE);
    }
    if (!varyOrigin) {
      answer.add(vary ? VARY_ORIGIN : VARY);
    }
    HttpField allowed = allowOrigin(asked);
    if (allowed != null) {
      // a resource may be open to any origin
      if (!answer.contains(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN)) {
        answer.add(allowed);
      }
      answer.add(EXPOSE);
    }
    if (shutdown.isDraining()) {
      answer.put(HttpFields.CONNECTION_CLOSE);
    }
  }

  public boolean isAllowedOrigin(HttpFields asked) {
    return allowOrigin(asked) != null;
  }

  /** What a preflight is told of request headers. */
  public HttpField allowHeaders() {
    return allowHeaders;
  }

  /** The header that lets the asking origin read the answer, if it is one of those allowed. */
  private @Nullable HttpField allowOrigin(HttpFields asked) {
    if (allowOrigin.isEmpty()) {
      return null;
    }
    List<String> origins = asked.getValuesList(HttpHeader.ORIGIN);
    return origins.size() == 1 ? allowOrigin.get(origins.get(0)) : null;
  }
}

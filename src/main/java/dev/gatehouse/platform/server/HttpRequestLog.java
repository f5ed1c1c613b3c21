package dev.gatehouse.platform.server;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.http.LogContext;
import dev.gatehouse.platform.http.PartialHead;
import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.http.ResponseHeaders;
import dev.gatehouse.platform.logging.LogLine;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.security.Actor;
import java.time.Clock;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/** Writes one line for each request of the application port, and measures it. */
final class HttpRequestLog implements RequestLog {
  private static final int CLIENT_LEFT = 499;

  private final ResponseHeaders responseHeaders;
  private final String connector;
  private final LogWriter lines;
  private final Metrics metrics;
  private final Clock clock;
  private final boolean logsProbes;

  HttpRequestLog(
      ResponseHeaders responseHeaders,
      String connector,
      LogWriter lines,
      Metrics metrics,
      Clock clock,
      boolean logsProbes) {
    this.responseHeaders = responseHeaders;
    this.connector = connector;
    this.lines = lines;
    this.metrics = metrics;
    this.clock = clock;
    this.logsProbes = logsProbes;
  }

  @Override
  public void log(Request request, Response response) {
    if (!connector.equals(request.getConnectionMetaData().getConnector().getName())) {
      return;
    }
    RequestInfo info = responseHeaders.admit(request);
    if (!info.end()) {
      return;
    }
    long nanos = NanoTime.since(request.getBeginNanoTime());
    int status = info.hasClientLeft() || info.status() == 0 ? CLIENT_LEFT : info.status();
    if (logsProbes || !info.isProbe() || status != HttpStatus.OK_200) {
      lines.write(line(request, info, status, nanos));
    }
    metrics.request(request.getMethod(), info.route(), status, nanos);
  }

  private LogLine line(Request request, RequestInfo info, int status, long nanos) {
    PartialHead refused = info.refusedHead();
    String method = refused == null ? request.getMethod() : refused.method();
    String path = refused == null ? request.getHttpURI().getPath() : refused.path();
    if (method != null && HttpMethod.fromString(method) == null) {
      method = MaskedPath.of(method);
    }
    // no route looks at the part of a segment behind a semicolon
    if (path != null && (!info.isPathTyped() || path.indexOf(';') >= 0)) {
      path = MaskedPath.of(path);
    }
    LogLine line =
        new LogLine()
            .time("timestamp", clock.instant())
            .text("level", "INFO")
            .text("logger", "dev.gatehouse.http")
            .text("message", "http_request")
            .textIfPresent("method", method)
            .textIfPresent("path", path)
            .number("status", status)
            .millis("duration_ms", nanos)
            .text("client", InetAddresses.toAddrString(info.client()))
            .text("request_id", info.requestId())
            .textIfPresent("trace_id", info.traceId());
    Actor actor = info.actor();
    if (actor != null) {
      line.number(LogContext.key(actor), actor.id());
    }
    return line;
  }
}

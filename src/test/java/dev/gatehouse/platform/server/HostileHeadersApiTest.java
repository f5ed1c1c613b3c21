package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every request header that the service, Jersey or Jetty reads, with hostile values. */
class HostileHeadersApiTest {
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Access-Control-Request-Headers",
          "Access-Control-Request-Method",
          "Authorization",
          "Baggage",
          "Cache-Control",
          "Connection",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Content-Length",
          "Content-Location",
          "Content-MD5",
          "Content-Range",
          "Content-Type",
          "Cookie",
          "Date",
          "DNT",
          "Expect",
          "Forwarded",
          "From",
          "Host",
          "HTTP2-Settings",
          "Idempotency-Key",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Range",
          "If-Unmodified-Since",
          "Keep-Alive",
          "Max-Forwards",
          "Origin",
          "Pragma",
          "Prefer",
          "Priority",
          "Proxy-Authorization",
          "Proxy-Connection",
          "Range",
          "Referer",
          "Sec-Fetch-Site",
          "Sec-WebSocket-Key",
          "Sec-WebSocket-Version",
          "TE",
          "traceparent",
          "tracestate",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade",
          "User-Agent",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Proto",
          "X-HTTP-Method-Override",
          "X-Request-ID",
          "X-Session");
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          ",",
          ";",
          ";;;;",
          "=",
          "\"",
          "'",
          "\"unclosed",
          "\"a\\",
          "*",
          "*/*;q=x",
          "*/*;q=2",
          "a/b/c",
          "/",
          "text/;q=1",
          "q=",
          "a".repeat(3000),
          "a,".repeat(1000),
          "0",
          "-0",
          "-1",
          "99999999999999999999",
          "1e999",
          "NaN",
          "null",
          "nothing",
          "%00",
          "%zz",
          "\u00e9",
          "\u00a0",
          "\u00fc;\u00fc=\u00fc",
          "\u00c3\u00a9",
          "W/",
          "bytes=9-1",
          "Mon, 99 Foo 2026 99:99:99 GMT",
          "::",
          "[::1",
          "http://",
          "http://[::1]:99999999/",
          "charset=bogus",
          "application/json; charset=bogus",
          "application/x-www-form-urlencoded; charset=\"no such\"",
          "text/csv; charset=%00; boundary=",
          "multipart/form-data; boundary=\"",
          "a;b=\"c",
          "=?utf-8?q?x?=",
          "()<>@",
          "Bearer",
          "Bearer ..",
          "Basic !",
          "gzip;q=0, *;q=0",
          "chunked, gzip",
          "h2c",
          "\t",
          "$Version=1; $Path=\"; a=b=c; =; ;");

  private final Service service = Service.shared();
  private final Person root = service.admin();

  private record Route(String line, String type, String body) {}

  @Test
  void noHeaderEndsInA500() throws IOException {
    String product = ProductFixtures.added(root);
    List<Route> routes =
        List.of(
            new Route("GET " + product, "", ""),
            new Route("GET " + ProductFixtures.PATH + "?limit=1", "", ""),
            new Route("PATCH " + product, "application/json", "{}"),
            new Route("POST /api/v1/auth/login", "application/x-www-form-urlencoded", "username=a"),
            new Route("POST " + ProductFixtures.PATH + "/import", "text/csv", "no"),
            new Route("GET /docs", "", ""),
            new Route("OPTIONS /api/v1/users", "", ""),
            new Route("GET /nowhere", "", ""));
    List<String> faults = new ArrayList<>();
    try (Connection connection = new Connection(service.port())) {
      for (int header = 0; header < HEADERS.size(); header++) {
        for (int value = 0; value < VALUES.size(); value++) {
          Route route = routes.get((header + value * 3) % routes.size());
          String sent = HEADERS.get(header) + ": " + VALUES.get(value);
          int status = connection.status(request(route, HEADERS.get(header), sent));
          if (status >= 500 && status != 501) {
            faults.add(status + " to " + route.line() + " with " + sent);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aCharsetThatIsNotUtf8IsA415WhateverItIs() throws IOException {
    Route route = new Route("PATCH " + ProductFixtures.added(root), "", "{}");
    try (Connection connection = new Connection(service.port())) {
      for (String charset :
          List.of(
              "bogus",
              "iso-8859-1",
              "utf-16",
              "utf-8x",
              "%00",
              "\"no such\"",
              "utf-8; charset=latin1")) {
        for (String parameter : List.of("charset=", " CHARSET=", "a=b;charset=")) {
          String sent = "Content-Type: application/json;" + parameter + charset;
          assertThat(connection.status(request(route, "Content-Type", sent)))
              .as(sent)
              .isEqualTo(415);
        }
      }
      for (String charset : List.of("UTF-8", "utf-8", "\"utf-8\"", "Utf-8")) {
        String sent = "Content-Type: application/json; charset=" + charset;
        assertThat(connection.status(request(route, "Content-Type", sent))).as(sent).isEqualTo(200);
      }
    }
  }

  private String request(Route route, String name, String sent) {
    StringBuilder request = new StringBuilder(route.line()).append(" HTTP/1.1\r\n");
    List<String> usual = new ArrayList<>();
    usual.add("Host: localhost");
    usual.add("Authorization: Bearer " + root.tokens().access());
    usual.add("Content-Length: " + route.body().length());
    if (!route.type().isEmpty()) {
      usual.add("Content-Type: " + route.type());
    }
    for (String line : usual) {
      if (!line.startsWith(name + ":")) {
        request.append(line).append("\r\n");
      }
    }
    return request.append(sent).append("\r\n\r\n").append(route.body()).toString();
  }

  /** A connection that is opened anew when the server closes it. */
  private static final class Connection implements AutoCloseable {
    private final int port;
    private Wire wire;

    Connection(int port) throws IOException {
      this.port = port;
      this.wire = new Wire(port);
    }

    int status(String request) throws IOException {
      String line = request.substring(0, request.indexOf("\r\n"));
      Wire.Answer answer = wire.send(request).answer();
      if (!answer.header("Connection").isEmpty() || answer.status() >= 400) {
        wire.close();
        wire = new Wire(port);
      }
      assertThat(answer.status()).as(line).isPositive();
      return answer.status();
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}

package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.server.Wire.Answer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FrontHandlerApiTest {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static FrontService service;

  @BeforeAll
  static void start() throws Exception {
    service = FrontService.start(Duration.ofSeconds(5), Duration.ofSeconds(5), List.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aResponseHasEveryHeaderOfTheContract() throws Exception {
    Answer answer = ask("GET /hello");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Request-ID")).matches(UUID);
    assertSafe(answer);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.all("Content-Type")).hasSize(1);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aResourceMayChooseItsOwnCachingAndPolicy() throws Exception {
    Answer answer = ask("GET /public");

    assertThat(answer.all("Cache-Control")).containsExactly("public, no-cache");
    assertThat(answer.all("Content-Security-Policy")).containsExactly("default-src 'self'");
    assertThat(answer.all("Vary")).containsExactly("Authorization, Origin, Accept-Encoding");
  }

  @Test
  void aGoodRequestIdIsKeptAndABadOneReplaced() throws Exception {
    String longest = "a".repeat(128);

    assertThat(ask("GET /hello", "X-Request-ID: My_id.1-2").header("X-Request-ID"))
        .isEqualTo("My_id.1-2");
    assertThat(ask("GET /hello", "X-Request-ID: " + longest).header("X-Request-ID"))
        .isEqualTo(longest);
    for (String bad : List.of("", "a b", "x/y", "ü", "{\"a\":1}", longest + "a")) {
      assertThat(ask("GET /hello", "X-Request-ID: " + bad).header("X-Request-ID")).matches(UUID);
    }
  }

  @Test
  void anAllowedOriginMayReadEveryResponse() throws Exception {
    for (String head :
        List.of(
            "GET /hello",
            "GET /nope",
            "GET /broken",
            "GET /broken/error",
            "TRACE /hello",
            "PUT /hello",
            "GET /a%2fb",
            "GET //hello")) {
      Answer answer = ask(head, "Origin: " + FrontService.ORIGIN);

      assertThat(answer.all("Access-Control-Allow-Origin"))
          .as(head)
          .containsExactly(FrontService.ORIGIN);
      assertThat(answer.header("Access-Control-Expose-Headers"))
          .contains("X-Request-ID", "ETag", "Idempotency-Replayed", "Content-Disposition");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      assertSafe(answer);
    }
  }

  @Test
  void anAllowedOriginMayReadWhatJettyRefuses() throws Exception {
    for (String refused :
        List.of(
            "Content-Length: abc",
            "Content-Length: 5\r\nContent-Length: 6",
            "Host: other",
            "Bad Header: x",
            "Expect: nothing",
            "X-Long: " + "x".repeat(9000))) {
      for (String line :
          List.of(
              "Origin: " + FrontService.ORIGIN + "\r\n" + refused,
              refused + "\r\nOrigin: " + FrontService.ORIGIN)) {
        Answer answer = ask("POST /echo", line);

        assertThat(answer.status()).as(line).isBetween(400, 499);
        // a head that is too large is not read to its end
        if (!line.endsWith(FrontService.ORIGIN) || answer.status() != 431) {
          assertThat(answer.all("Access-Control-Allow-Origin"))
              .as(line)
              .containsExactly(FrontService.ORIGIN);
        }
        assertSafe(answer);
      }
    }
    assertThat(ask("POST /echo", "Content-Length: abc", "Origin: https://evil.example").headers())
        .noneMatch(header -> header.startsWith("Access-Control"));
  }

  @Test
  void anUnknownExpectationIsA417() throws Exception {
    Answer answer = ask("POST /echo", "Expect: nothing", "Content-Length: 2");

    assertProblem(answer, 417, "expectation_failed");
    assertThat(answer.body()).contains("\"title\":\"Expectation Failed\"");
  }

  @Test
  void anotherOriginGetsNoCorsHeaderAtAll() throws Exception {
    for (String origin :
        List.of(
            "null",
            "https://evil.example.com",
            "http://app.example.com",
            FrontService.ORIGIN + ", https://evil.example.com",
            FrontService.ORIGIN + ".evil.com")) {
      Answer read = ask("GET /hello", "Origin: " + origin);
      Answer preflight =
          ask("OPTIONS /hello", "Origin: " + origin, "Access-Control-Request-Method: GET");

      assertThat(read.headers()).noneMatch(header -> header.startsWith("Access-Control"));
      assertThat(preflight.headers()).noneMatch(header -> header.startsWith("Access-Control"));
      assertThat(read.header("Vary")).contains("Origin");
      assertThat(preflight.header("Vary")).contains("Origin");
    }
  }

  @Test
  void aPreflightIsAnsweredForAnyRoute() throws Exception {
    Answer answer =
        ask(
            "OPTIONS /any/route",
            "Origin: https://other.example.com",
            "Access-Control-Request-Method: PATCH");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://other.example.com");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .contains(
            "Authorization",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "X-Request-ID",
            "traceparent",
            "tracestate",
            "baggage",
            "sentry-trace",
            "X-Tenant");
    assertThat(answer.header("Access-Control-Max-Age")).isNotEmpty();
    assertThat(answer.header("X-Request-ID")).isNotEmpty();
  }

  @Test
  void traceIsRefusedAndEchoesNothing() throws Exception {
    Answer answer = ask("TRACE /hello", "X-Secret: do-not-echo");

    assertProblem(answer, 405, "method_not_allowed");
    assertThat(answer.header("Allow")).contains("GET", "POST");
    assertThat(answer.body()).doesNotContain("do-not-echo");
  }

  @Test
  void anExceptionIsAnOpaque500AndALogLineWithTheStack() throws Exception {
    Answer answer = ask("GET /broken", "X-Request-ID: broken-1");

    assertProblem(answer, 500, "internal");
    assertThat(answer.body())
        .contains("\"error\":\"Internal server error\"")
        .contains("\"request_id\":\"broken-1\"")
        .doesNotContain("secret", "detail");
    assertThat(service.log("broken-1", 2))
        .anySatisfy(line -> assertThat(line).contains("secret reason", "\"level\":\"ERROR\""))
        .anySatisfy(line -> assertThat(line).contains("http_request", "\"status\":500"))
        .hasSize(2);
  }

  @Test
  void anExceptionIsLoggedThoughTheClientHasLeft() throws Exception {
    new Wire(service.port()).send(Wire.request("GET /broken", "X-Request-ID: left-1")).reset();

    assertThat(service.log("left-1", 2))
        .anySatisfy(line -> assertThat(line).contains("secret reason", "\"level\":\"ERROR\""))
        .anySatisfy(line -> assertThat(line).contains("http_request"))
        .hasSize(2);
  }

  @Test
  void anErrorSentByTheContainerIsAProblem() throws Exception {
    Answer answer = ask("GET /broken/error");

    assertProblem(answer, 503, "unavailable");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void aHeadThatFailsHasNoBody() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      Answer head = wire.send(Wire.request("HEAD /broken")).answer(false);

      assertThat(head.status()).isEqualTo(500);
      assertThat(head.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(wire.send(Wire.request("GET /hello")).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void whatJettyRefusesIsAProblemWithEveryHeader() throws Exception {
    String host = "\r\nHost: localhost\r\n\r\n";
    record Case(String bytes, List<Integer> statuses) {}
    for (Case each :
        List.of(
            new Case("GARBAGE" + host, List.of(400)),
            new Case("GET" + host, List.of(400)),
            new Case("GET /hello HTTP/9.9" + host, List.of(400, 505)),
            new Case("GET /hello FTP/1.1" + host, List.of(400, 505)),
            new Case("G\0T /hello HTTP/1.1" + host, List.of(400)),
            new Case("GET /hel\0lo HTTP/1.1" + host, List.of(400)),
            new Case("GET /hel lo HTTP/1.1" + host, List.of(400, 505)),
            new Case("GET hello HTTP/1.1" + host, List.of(400)),
            new Case("\u0016\u0003\u0001\u0002" + host, List.of(400)),
            new Case("GET /hello HTTP/1.1\r\n\r\n", List.of(400)),
            new Case("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", List.of(400)),
            new Case("GET /hello HTTP/1.1\r\nBad Header: x" + host, List.of(400)),
            new Case("GET /" + "x".repeat(9000) + " HTTP/1.1" + host, List.of(414, 431)),
            new Case("GET /hello HTTP/1.1\r\nX-Long: " + "x".repeat(9000) + host, List.of(431)),
            new Case("POST /echo HTTP/1.1\r\nContent-Length: abc" + host, List.of(400)),
            new Case(
                "POST /echo HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6" + host,
                List.of(400)),
            new Case("GET /a%2fb HTTP/1.1" + host, List.of(400)),
            new Case("GET /a/..;/b HTTP/1.1" + host, List.of(400)),
            new Case("GET /%ff HTTP/1.1" + host, List.of(400, 404)),
            new Case("GET /%zz HTTP/1.1" + host, List.of(400)),
            new Case("CONNECT 127.0.0.1:22 HTTP/1.1" + host, List.of(400, 405)),
            new Case("GET /hello HTTP/1.1\r\nExpect: nothing" + host, List.of(417)),
            new Case("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", List.of(400, 426, 505)))) {
      try (Wire wire = new Wire(service.port())) {
        Answer answer = wire.send(each.bytes()).answer();

        assertThat(each.statuses()).as(each.bytes()).contains(answer.status());
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
            .contains(
                "\"status\":" + answer.status(),
                "\"request_id\":\"" + answer.header("X-Request-ID") + "\"");
        assertThat(answer.header("X-Request-ID")).matches(UUID);
        assertSafe(answer);
        assertThat(service.log(answer.header("X-Request-ID"), 1))
            .as(each.bytes())
            .singleElement()
            .asString()
            .contains("\"status\":" + answer.status());
      }
    }
  }

  @Test
  void aRefusedHeadKeepsItsRequestId() throws Exception {
    Answer answer = ask("GET /hello", "X-Request-ID: refused-1", "Content-Length: abc");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("X-Request-ID")).isEqualTo("refused-1");
    assertThat(answer.body()).contains("refused-1");
    assertThat(service.log("refused-1", 1)).hasSize(1);
  }

  @Test
  void aRefusedHeadKeepsItsRequestIdBehindOtherRequests() throws Exception {
    for (String first :
        List.of(
            Wire.request("GET /hello", "X-Request-ID: first-1"),
            Wire.request("POST /echo", "X-Request-ID: first-1", "Content-Length: 12")
                + "\r\n\r\nGET /x\r\n")) {
      try (Wire wire = new Wire(service.port())) {
        wire.send(
            first + Wire.request("PUT /behind", "X-Request-ID: second-1", "Content-Length: abc"));

        assertThat(wire.answer().header("X-Request-ID")).isEqualTo("first-1");
        assertThat(wire.answer().header("X-Request-ID")).isEqualTo("second-1");
      }
    }
    assertThat(service.log("second-1", 2))
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains("\"method\":\"PUT\"", "\"path\":\"/behind\""));
  }

  @Test
  void smuggledRequestsAreNeverAnswered() throws Exception {
    String smuggled = Wire.request("GET /hello", "X-Request-ID: smuggled");
    for (String coding :
        List.of(
            "Transfer-Encoding: chunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding:\u000bchunked")) {
      try (Wire wire = new Wire(service.port())) {
        String body = "0\r\n\r\n" + smuggled;
        wire.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + coding
                + "\r\n\r\n"
                + body);

        assertThat(wire.answer().status()).as(coding).isBetween(400, 499);
        assertThat(wire.rest()).doesNotContain("smuggled");
      }
    }
  }

  @Test
  void anUpgradeIsIgnored() throws Exception {
    Answer answer =
        ask(
            "GET /hello",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aLongResponseIsCompressedOnRequest() throws Exception {
    Answer packed = ask("GET /big", "Accept-Encoding: gzip");
    Answer plain = ask("GET /big");
    Answer small = ask("GET /hello", "Accept-Encoding: gzip");

    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.bytes().length).isLessThan(500);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes())
        .isEqualTo(plain.bytes());
    assertThat(packed.header("ETag")).isEqualTo("\"big-1--gzip\"");
    assertThat(packed.header("Vary")).contains("Accept-Encoding", "Origin");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).contains("Accept-Encoding", "Origin");
    assertThat(small.header("Content-Encoding")).isEmpty();
  }

  @Test
  void headMatchesGetOfACompressedResponse() throws Exception {
    for (String coding : new String[] {"identity", "gzip"}) {
      String[] headers = {"Accept-Encoding: " + coding, "Connection: close"};
      Answer get = ask("GET /big", headers);
      try (Wire wire = new Wire(service.port())) {
        Answer head = wire.send(Wire.request("HEAD /big", headers)).answer(false);

        assertThat(head.status()).isEqualTo(200);
        for (String name : new String[] {"Content-Encoding", "ETag", "Vary"}) {
          assertThat(head.header(name)).as(name).isEqualTo(get.header(name));
        }
        // how long it gets packed is only known once it is
        String length = coding.equals("gzip") ? "" : get.header("Content-Length");
        assertThat(head.header("Content-Length")).isEqualTo(length);
        assertThat(wire.rest()).isEmpty();
      }
    }
  }

  @Test
  void eachRequestIsOneLineOfTheLog() throws Exception {
    ask(
        "GET /hello?token=hidden",
        "X-Request-ID: line-1",
        "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01");

    List<String> lines = service.log("line-1", 2);
    assertThat(lines)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"timestamp\":\"")
                    .endsWith("}")
                    .contains("\"request_id\":\"line-1\"", "\"trace_id\":\"" + TRACE + "\"")
                    .doesNotContain("hidden"));
    assertThat(lines.get(0)).contains("\"message\":\"said hello\"");
    assertThat(lines.get(1))
        .contains(
            "\"message\":\"http_request\"",
            "\"method\":\"GET\"",
            "\"path\":\"/hello\"",
            "\"status\":200",
            "\"duration_ms\":",
            "\"client\":\"127.0.0.1\"");
  }

  @Test
  void theIdsOfOneRequestDoNotLeakIntoTheNext() throws Exception {
    for (int i = 0; i < 20; i++) {
      ask("GET /hello", "X-Request-ID: leak-" + i);
    }

    assertThat(service.log("leak-", 40)).hasSize(40);
  }

  @Test
  void hostilePathsForgeNoLine() throws Exception {
    ask("GET /%0a{\"forged\":1}%0d%0a", "X-Request-ID: forge-1");

    assertThat(service.log()).allMatch(line -> line.startsWith("{\"timestamp\":"));
  }

  @Test
  void theAdminPortHasMetricsInThreeForms() throws Exception {
    ask("GET /hello");
    service.log("http_request", 1);

    Answer text = admin("GET /metrics");
    Answer open = admin("GET /metrics", "Accept: application/openmetrics-text;version=1.0.0");
    Answer json = admin("GET /metrics", "Accept: application/json");

    assertThat(text.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(text.body())
        .contains(
            "http_server_request_duration_seconds_bucket{",
            "method=\"GET\"",
            "route=\"none\"",
            "status=\"200\"",
            "gatehouse_build_info{",
            "jvm_");
    assertThat(text.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(text.header("Server")).isEmpty();
    assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(json.header("Content-Type")).startsWith("application/json");
    assertThat(json.body()).startsWith("{").contains("\"http_server_request_duration_seconds\":[");
  }

  @Test
  void theAdminPortKeepsDropwizardsPages() throws Exception {
    assertThat(admin("GET /ping").body()).contains("pong");
    assertThat(admin("GET /healthcheck").status()).isIn(200, 501);
    assertThat(admin("GET /threads").status()).isEqualTo(200);
    assertThat(admin("GET /tasks/gc").status()).isEqualTo(405);
    assertThat(admin("GET /nope").header("Server")).isEmpty();
    assertThat(admin("GET /hello").status()).isEqualTo(404);
  }

  @Test
  void metricsHaveNoClientTextInTheirLabels() throws Exception {
    ask("BREW /hello");
    ask("GET /wp-login-17.php");
    service.log("wp-login-17", 1);

    assertThat(admin("GET /metrics").body())
        .contains("method=\"other\"")
        .doesNotContain("BREW", "wp-login");
  }

  private static Answer ask(String head, String... headers) throws Exception {
    return Wire.ask(service.port(), head, headers);
  }

  private static Answer admin(String head, String... headers) throws Exception {
    return Wire.ask(service.adminPort(), head, headers);
  }

  private static void assertSafe(Answer answer) {
    assertThat(answer.all("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.all("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.all("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.all("X-Request-ID")).hasSize(1);
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(answer.header("Server")).isEmpty();
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
    assertSafe(answer);
  }
}

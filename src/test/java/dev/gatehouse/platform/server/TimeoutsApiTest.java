package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.http.Timeouts;
import dev.gatehouse.platform.server.Wire.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TimeoutsApiTest {
  private static final long REQUEST = 1200;
  private static final long KEEP_ALIVE = 400;
  private static FrontService service;

  @BeforeAll
  static void start() throws Exception {
    service =
        FrontService.start(Duration.ofMillis(REQUEST), Duration.ofMillis(KEEP_ALIVE), List.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void anIdleConnectionIsClosedSilently() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("GET /hello")).answer();
      long answered = System.nanoTime();

      assertThat(wire.rest()).isEmpty();
      assertThat(millisSince(answered)).isBetween(KEEP_ALIVE - 50, REQUEST - 100);
    }
  }

  @Test
  void aSlowRequestDoesNotDelayTheIdleTimeout() throws Exception {
    long request = 20 * KEEP_ALIVE;
    try (FrontService patient =
            FrontService.start(
                Duration.ofMillis(request), Duration.ofMillis(KEEP_ALIVE), List.of());
        Wire wire = new Wire(patient.port())) {
      wire.send(Wire.request("POST /echo", "Content-Length: 2") + "a");
      TimeUnit.MILLISECONDS.sleep(2 * KEEP_ALIVE);
      wire.send("b").answer();
      long answered = System.nanoTime();

      assertThat(wire.rest()).isEmpty();
      assertThat(millisSince(answered)).isBetween(KEEP_ALIVE - 50, request / 2);
    }
  }

  @Test
  void anUnusedConnectionIsClosedToo() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aStalledHeadIsClosedAfterTheRequestTimeout() throws Exception {
    for (String head : List.of("GET /hel", "GET /hello HTTP/1.1\r\nHost: a\r\nX-Half: ")) {
      try (Wire wire = new Wire(service.port())) {
        wire.send(head);
        long sent = System.nanoTime();

        assertThat(wire.rest()).isEmpty();
        assertThat(millisSince(sent)).isGreaterThan(REQUEST - 50);
      }
    }
    assertThat(service.log("\"path\":\"/hello\",\"status\":499", 1)).hasSize(1);
    assertThat(service.log()).noneMatch(line -> line.contains("badRequest"));
  }

  @Test
  void aClientThatStopsReadingIsOneLogLineAndNoError() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("GET /huge", "X-Request-ID: takes-nothing-more")).take(100);

      assertThat(service.log("takes-nothing-more", 1))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("\"level\":\"INFO\"", "http_request", "\"status\":499");
    }
  }

  @Test
  void aStalledBodyIsA408AndAClose() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("POST /echo", "Content-Length: 40") + "half");
      long sent = System.nanoTime();

      Answer answer = wire.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("request_timeout");
      assertThat(answer.all("Connection")).containsExactly("close");
      assertThat(millisSince(sent)).isGreaterThan(REQUEST - 50);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aBodyThatTricklesStaysAliveForLongerThanTheTimeout() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("POST /echo", "Content-Length: 6"));
      long begun = System.nanoTime();
      for (char c : "abcdef".toCharArray()) {
        // each pause exceeds keep-alive, together they exceed the request timeout
        TimeUnit.MILLISECONDS.sleep(KEEP_ALIVE + 150);
        wire.send(String.valueOf(c));
      }

      assertThat(wire.answer().body()).isEqualTo("abcdef");
      assertThat(millisSince(begun)).isGreaterThan(2 * REQUEST);
    }
  }

  @Test
  void aHeadThatTricklesIsRead() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      for (String part : List.of("GET /he", "llo HTTP/1.1\r\n", "Host: a\r\n", "\r\n")) {
        TimeUnit.MILLISECONDS.sleep(KEEP_ALIVE - 150);
        wire.send(part);
      }

      assertThat(wire.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void aClientCanReadTheResponseToARefusedBody() throws Exception {
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("POST /refuse", "Content-Length: 1200000"));
      try {
        wire.send("x".repeat(1_200_000));
      } catch (IOException e) {
        // the server may stop reading before the client stops sending
        assertThat(e).isNotNull();
      }

      assertThat(wire.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void onlySilenceOfTheClientIsATimeout() {
    assertThat(Timeouts.isTimeout(new IOException(new TimeoutException()))).isTrue();
    assertThat(Timeouts.isTimeout(new IOException("reset"))).isFalse();
    assertThat(Timeouts.isTimeout(null)).isFalse();
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}

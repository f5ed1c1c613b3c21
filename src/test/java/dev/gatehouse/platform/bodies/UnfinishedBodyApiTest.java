package dev.gatehouse.platform.bodies;

import static dev.gatehouse.testing.Await.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.rest.JerseyService;
import dev.gatehouse.platform.rest.RequestBodyApiTest;
import dev.gatehouse.platform.server.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that arrive slowly or never, alone and in numbers. */
class UnfinishedBodyApiTest {
  private static final String THINGS = "/api/v1/things";
  private static final String GOOD = "{\"full_name\":\"a\",\"unit_amount\":1}";
  private static final String BYTES = "gatehouse_request_body_bytes";
  private static final String UNFINISHED = "gatehouse_unfinished_request_bodies";
  private static final JerseyService service = new JerseyService();

  private final List<Wire> wires = new ArrayList<>();
  private int client;

  @BeforeAll
  static void start() throws Exception {
    service.start();
  }

  @AfterAll
  static void stop() {
    service.stop();
  }

  /** No test leaves anything in the budget. */
  @AfterEach
  void everythingIsReleased() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    await().untilAsserted(() -> assertThat(service.gauge(BYTES)).isZero());
    await().untilAsserted(() -> assertThat(service.gauge(UNFINISHED)).isZero());
  }

  private static String head(String from, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Authorization: Bearer admin";
    all[1] = "Content-Type: application/json";
    all[2] = "Origin: https://app.example.com";
    all[3] = "X-Forwarded-For: " + from;
    return Wire.request("POST " + THINGS, all);
  }

  private static String head(String from, int length) {
    return head(from, "Content-Length: " + length);
  }

  private Wire sent(String bytes) throws IOException {
    Wire wire = new Wire(service.port());
    wires.add(wire);
    return wire.send(bytes);
  }

  /** Opens a connection of a new client with an unfinished body of a mebibyte. */
  private Wire unfinished(int bytes) throws IOException {
    client++;
    Wire wire = sent(head("203.0.113." + client, BodyBytes.LIMIT) + " ".repeat(bytes));
    int begun = client;
    await().untilAsserted(() -> assertThat(service.gauge(UNFINISHED)).isEqualTo(begun));
    return wire;
  }

  @Test
  void aBodyThatComesInPiecesIsRead() throws IOException {
    Wire wire = sent(head("203.0.113.1", GOOD.length()) + GOOD.substring(0, 5));
    await().untilAsserted(() -> assertThat(service.gauge(UNFINISHED)).isEqualTo(1));
    assertThat(service.gauge(BYTES)).isBetween(5.0, (double) GOOD.length());

    assertThat(wire.send(GOOD.substring(5)).answer().status()).isEqualTo(201);
  }

  @Test
  void chunksAreReadByteByByte() throws IOException {
    Wire wire = sent(head("203.0.113.1", "Transfer-Encoding: chunked"));
    for (int i = 0; i < GOOD.length(); i++) {
      wire.send("1\r\n" + GOOD.charAt(i) + "\r\n");
    }

    assertThat(wire.send("0\r\nX-Trailer: x\r\n\r\n").answer().status()).isEqualTo(201);
    assertThat(wire.send(head("203.0.113.1", GOOD.length()) + GOOD).answer().status())
        .isEqualTo(201);
  }

  @Test
  void anExpectedContinueIsSent() throws IOException {
    Wire wire = sent(head("203.0.113.1", "Content-Length: 34", "Expect: 100-continue"));
    assertThat(wire.answer(false).status()).isEqualTo(100);

    assertThat(wire.send(GOOD + " ").answer().status()).isEqualTo(201);
    assertThat(wire.send(head("203.0.113.1", GOOD.length()) + GOOD).answer().status())
        .isEqualTo(201);
  }

  @Test
  void theOldestUnfinishedBodyMakesRoom() throws IOException {
    int most = BodyBytes.LIMIT - 1;
    List<Wire> old = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      old.add(unfinished(most));
    }

    Wire newest = sent(head("203.0.113.99", GOOD.length()) + GOOD);

    assertThat(newest.answer().status()).isEqualTo(201);
    Wire.Answer ended = old.get(0).answer();
    assertThat(ended.status()).isEqualTo(408);
    assertThat(ended.body()).contains("request_timeout");
    assertThat(ended.header("Connection")).isEqualTo("close");
    assertThat(ended.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(ended.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
    assertThat(ended.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(service.gauge(UNFINISHED)).isEqualTo(3);
    assertThat(old.get(1).send(" ").answer().problem()).isEqualTo("400 malformed_json");
  }

  @Test
  void unfinishedBodiesOfAnAddressAreLimited() throws IOException {
    String half = head("2001:db8::1", 50) + "{";
    for (int i = 1; i <= JerseyService.UNFINISHED; i++) {
      sent(head("2001:db8::" + i, 50) + "{");
    }
    await()
        .untilAsserted(
            () -> assertThat(service.gauge(UNFINISHED)).isEqualTo(JerseyService.UNFINISHED));

    Wire.Answer refused = sent(half).answer();

    assertThat(refused.problem()).isEqualTo("503 unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Connection")).isEqualTo("close");
    assertThat(sent(head("2001:db8::1", GOOD.length()) + GOOD).answer().status()).isEqualTo(201);
    assertThat(sent(head("2001:db8:0:1::1", 50) + "{").isSilent()).isTrue();
  }

  @Test
  void aNewBodyIsRefusedIfNoUnfinishedOneCanMakeRoom() throws IOException {
    List<Wire> working = new ArrayList<>();
    String large = GOOD.replace("\"a\"", "\"hold\"") + " ".repeat(BodyBytes.LIMIT - 40);
    for (int i = 1; i <= 4; i++) {
      working.add(sent(head("203.0.113." + i, large.length()) + large));
    }
    service.awaitHeld(4);

    Wire.Answer refused = sent(head("203.0.113.99", 500) + " ".repeat(500)).answer();

    assertThat(refused.problem()).isEqualTo("503 unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    service.release();
    for (Wire wire : working) {
      assertThat(wire.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void decompressedBytesCountToo() throws IOException {
    byte[] packed =
        RequestBodyApiTest.gzip((GOOD + " ".repeat(BodyBytes.LIMIT - 100)).getBytes(UTF_8));
    String gzipped = new String(packed, ISO_8859_1);
    String pack =
        head("203.0.113.50", "Content-Encoding: gzip", "Content-Length: " + packed.length)
            + gzipped;
    for (int i = 0; i < 3; i++) {
      unfinished(BodyBytes.LIMIT - 1);
    }
    assertThat(sent(head("203.0.113.50", GOOD.length()) + GOOD).answer().status()).isEqualTo(201);
    assertThat(wires.get(0).isSilent()).isTrue();

    assertThat(sent(pack).answer().status()).isEqualTo(201);

    assertThat(wires.get(0).answer().status()).isEqualTo(408);
  }

  @Test
  void anUnfinishedBodyDoesNotChangeTheOrderOfChecks() throws IOException {
    String stalled = "Content-Length: 50";
    String json = "Content-Type: application/json";
    for (String refused :
        List.of(
            Wire.request("POST /api/v1/nothing", stalled) + "{",
            Wire.request("POST " + THINGS, stalled, json) + "{",
            Wire.request("POST " + THINGS, stalled, json, "Authorization: Bearer user") + "{")) {
      sent(refused);
    }
    sent(head("203.0.113.1", 50) + "{");

    List<String> problems = new ArrayList<>();
    for (Wire wire : wires) {
      problems.add(wire.answer().problem());
    }
    assertThat(problems)
        .containsExactly(
            "404 not_found", "401 unauthenticated", "403 forbidden", "408 request_timeout");
    for (Wire wire : wires) {
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aConnectionIsReusedAfterABodyThatWasTooLong() throws IOException {
    int tooLong = BodyBytes.LIMIT + 100_000;
    Wire declared = sent(head("203.0.113.1", tooLong));
    assertThat(declared.answer().problem()).isEqualTo("413 payload_too_large");
    assertThat(
            declared
                .send(" ".repeat(tooLong) + head("203.0.113.1", GOOD.length()) + GOOD)
                .answer()
                .status())
        .isEqualTo(201);

    Wire chunked = sent(head("203.0.113.2", "Transfer-Encoding: chunked"));
    String chunk = "186A0\r\n" + " ".repeat(100_000) + "\r\n";
    chunked.send(chunk.repeat(11));
    assertThat(chunked.answer().problem()).isEqualTo("413 payload_too_large");
    chunked.send(chunk + "0\r\n\r\n");
    assertThat(chunked.send(head("203.0.113.2", GOOD.length()) + GOOD).answer().status())
        .isEqualTo(201);
  }

  @Test
  void anUploadIsReadWhileItArrives() throws IOException {
    Wire wire =
        sent(
            Wire.request(
                    "POST " + THINGS + "/import/", "Content-Type: text/csv", "Content-Length: 4")
                + "a");
    assertThat(service.gauge(BYTES)).isZero();
    assertThat(service.gauge(UNFINISHED)).isZero();
    assertThat(wire.send(",b\n").answer().body()).contains("a,b");
  }

  @Test
  void aTruncatedBodyIsA400() throws IOException {
    Wire wire = sent(head("203.0.113.1", 50) + "{");
    wire.endOutput();

    assertThat(wire.answer().problem()).isEqualTo("400 bad_request");
  }

  @Test
  void unfinishedBodiesHoldNoThreads() throws IOException {
    for (int i = 0; i < 200; i++) {
      sent(head("198.51.100." + i, 50) + "{");
    }
    await().untilAsserted(() -> assertThat(service.gauge(UNFINISHED)).isEqualTo(200));

    long busy =
        Thread.getAllStackTraces().entrySet().stream()
            .filter(entry -> entry.getKey().getName().startsWith("http-"))
            .filter(entry -> Arrays.toString(entry.getValue()).contains("dev.gatehouse"))
            .count();

    assertThat(busy).isZero();
  }

  @Test
  void drainingHoldsNoThreads() throws IOException {
    for (int i = 0; i < 50; i++) {
      sent(
          Wire.request(
              "POST " + THINGS,
              "Content-Type: application/json",
              "Content-Length: 2000000",
              "X-Forwarded-For: 198.51.100." + i));
    }
    for (Wire wire : wires) {
      assertThat(wire.answer().status()).isEqualTo(401);
    }
    await().untilAsserted(() -> assertThat(service.gauge(UNFINISHED)).isEqualTo(50));
  }
}

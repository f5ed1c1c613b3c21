package dev.gatehouse.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResponsesApiTest {
  private static final String THINGS = "/api/v1/things";
  private static final String GOOD = "{\"full_name\":\"a\",\"unit_amount\":1}";
  private static final String[] USER = {"Authorization", "Bearer user"};
  private static final JerseyService service = new JerseyService();

  @BeforeAll
  static void start() throws Exception {
    service.start();
  }

  @AfterAll
  static void stop() {
    service.stop();
  }

  private static JerseyService.Answer asUser(String path, String name, String value) {
    return service.get(path, USER[0], USER[1], name, value);
  }

  @Test
  void aRecordIsWrittenInSnakeCaseWithNullsAndUtcTimes() {
    JerseyService.Answer answer = service.get(THINGS + "/9", USER);
    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":9,\"full_name\":\"Thing\",\"created_at\":\"2023-11-14T22:13:20.123456Z\",\"note\":null}");
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length()));
  }

  @Test
  void aBugIsReportedOnlyAsInternal() {
    for (String path : new String[] {"/bug", "/unwritable"}) {
      JerseyService.Answer answer = service.get(THINGS + path, "Accept", "application/json");
      assertThat(answer.problem()).isEqualTo("500 internal");
      assertThat(answer.body()).contains("Internal server error").doesNotContain("ann@");
    }
  }

  @Test
  void aFailedDependencyIsUnavailable() {
    JerseyService.Answer answer = service.get(THINGS + "/away");
    assertThat(answer.problem()).isEqualTo("503 unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aStreamThatBreaksOffDoesNotLookComplete() throws IOException {
    try (Socket socket = new Socket("localhost", service.port())) {
      String head = "GET " + THINGS + "/breaks-off HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.setSoTimeout(5000);
      String answer = readAll(socket);
      assertThat(answer).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
    }
  }

  private static String readAll(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.append(new String(buffer, 0, n, UTF_8));
      }
    } catch (java.net.SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return answer.toString();
  }

  @Test
  void aTagThatTheClientHasIsA304WithoutABody() {
    String tag = service.get(THINGS + "/9", USER).header("ETag");
    assertThat(tag).isEqualTo("\"t-9-3\"");
    for (String sent :
        new String[] {
          tag, "W/" + tag, "\"x\", " + tag, "*", "\"t-9-3--gzip\"", "W/\"t-9-3-gzip\""
        }) {
      JerseyService.Answer answer = asUser(THINGS + "/9", "If-None-Match", sent);
      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.header("ETag")).isEqualTo(tag);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(asUser(THINGS + "/9", "If-None-Match", "\"nope\"").status()).isEqualTo(200);
  }

  @Test
  void aMalformedEntityTagIsA400() {
    for (String sent :
        new String[] {
          "",
          " ",
          ",,",
          "t-1-3",
          "\"t-1-3",
          "t-1-3\"",
          "'t-1-3'",
          "W/t-1-3",
          "w/\"t-1-3\"",
          "\"t-1-3\" \"t-1-3\"",
          "\"a\", t-1-3",
          "*, \"t-1-3\"",
          "\"a b\"",
          "W/ \"t-1-3\""
        }) {
      assertThat(put(GOOD, sent).problem()).as(sent).isEqualTo("400 bad_request");
      assertThat(asUser(THINGS + "/9", "If-None-Match", sent).problem())
          .as(sent)
          .isEqualTo("400 bad_request");
    }
  }

  @Test
  void theFormOfATagIsCheckedAfterTheBodyAndBeforeTheRow() {
    assertThat(put("{", "t-1-3").problem()).isEqualTo("400 malformed_json");
    assertThat(put("{}", "t-1-3").problem()).isEqualTo("422 validation");
    assertThat(asUser(THINGS + "/99", "If-None-Match", "t-99-3").problem())
        .isEqualTo("400 bad_request");
  }

  @Test
  void aTagThatAProxyChangedStillMatches() {
    for (String suffix : new String[] {"-gzip", "-br", "-zstd", ";gzip", ";br", "--gzip"}) {
      assertThat(put(GOOD, "\"t-1-3" + suffix + "\"").status()).as(suffix).isEqualTo(200);
    }
    for (String other : new String[] {"-xz", "-gzip-gzip", "0", "-"}) {
      assertThat(put(GOOD, "\"t-1-3" + other + "\"").status()).as(other).isEqualTo(412);
    }
  }

  @Test
  void aWeakTagIsStaleAndTheDetailSaysWhy() {
    JerseyService.Answer weak = put(GOOD, "W/\"t-1-3\"");

    assertThat(weak.problem()).isEqualTo("412 precondition_failed");
    assertThat(weak.json().path("detail").asText())
        .contains("weak", "a proxy that compresses", "Switch off its compression");
    assertThat(put(GOOD, "\"t-1-2\"").json().has("detail")).isFalse();
    assertThat(put(GOOD, "W/\"t-1-3\", \"t-1-3\"").status()).isEqualTo(200);
  }

  @Test
  void aPublicListMayBeCachedAndRevalidated() {
    JerseyService.Answer first = service.get(THINGS + "?limit=3");
    JerseyService.Answer again =
        service.get(THINGS + "?limit=3", "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    for (JerseyService.Answer answer : new JerseyService.Answer[] {first, again}) {
      assertThat(answer.header("Cache-Control")).isEqualTo("public, no-cache");
      assertThat(answer.header("Vary")).isEqualTo("Authorization, Origin, Accept-Encoding");
    }
    assertThat(service.get(THINGS + "?limit=3", USER).header("Cache-Control"))
        .isEqualTo("no-store");
    assertThat(service.get(THINGS + "?limit=4").header("ETag")).isNotEqualTo(first.header("ETag"));
  }

  @Test
  void aStaleTagPreventsAChange() {
    for (String good : new String[] {"\"t-1-3\"", "*", "\"x\", \"t-1-3\"", "\"t-1-3--gzip\""}) {
      assertThat(put(GOOD, good).status()).isEqualTo(200);
    }
    for (String stale : new String[] {"\"t-1-2\"", "W/\"t-1-3\"", "\"t-2-3\""}) {
      assertThat(put(GOOD, stale).problem()).isEqualTo("412 precondition_failed");
    }
  }

  private static JerseyService.Answer put(String body, String ifMatch) {
    return service.json(
        "PUT", THINGS + "/1", body, "Authorization", "Bearer admin", "If-Match", ifMatch);
  }

  @Test
  void aNewRowHasItsPathAndTag() {
    JerseyService.Answer answer =
        service.json(
            "POST",
            THINGS,
            "{\"full_name\":\"a\",\"unit_amount\":1}",
            "Authorization",
            "Bearer admin");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/things/51");
    assertThat(answer.header("ETag")).isEqualTo("\"t-51-1\"");
  }

  @Test
  void aVoidMethodIsA204() {
    JerseyService.Answer answer =
        service.send("DELETE", THINGS + "/1", BodyPublishers.noBody(), USER);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void linksLeadThroughAllPages() {
    String path = THINGS + "?odd=true&limit=7";
    StringBuilder seen = new StringBuilder();
    int pages = 0;
    while (!path.isEmpty()) {
      JerseyService.Answer page = service.get(path);
      page.json().path("items").forEach(item -> seen.append(item.path("id").asInt()).append(' '));
      String link = page.header("Link");
      assertThat(link.isEmpty()).isEqualTo(page.json().path("next_cursor").isNull());
      path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
      assertThat(link).matches("|<.*>; rel=\"next\"");
      pages++;
    }
    assertThat(pages).isEqualTo(4);
    assertThat(seen.toString()).startsWith("1 3 5 ").endsWith(" 47 49 ").hasSize(70);
  }

  @Test
  void aCursorIsValidOnlyForItsOwnQuery() {
    String cursor =
        service.get(THINGS + "?q=a&sort=id&limit=3").json().path("next_cursor").asText();
    String with = "&cursor=" + cursor;
    assertThat(service.get(THINGS + "?limit=9&sort=id&zzz=1&q=a" + with).status()).isEqualTo(200);
    for (String other :
        new String[] {
          "?q=a&sort=-id", "?q=a", "?q=b&sort=id", "?sort=id", "?q=a&sort=id&odd=true"
        }) {
      assertThat(service.get(THINGS + other + with).fields()).isEqualTo("cursor");
    }
    for (String bad : new String[] {"", "x", "%ff", cursor + "A", "A" + cursor.substring(1)}) {
      assertThat(service.get(THINGS + "?q=a&sort=id&cursor=" + bad).fields()).isEqualTo("cursor");
    }
  }

  @Test
  void pagingParametersOfOtherApisAreRefused() {
    for (String other : new String[] {"page=2", "offset=20", "skip=20", "page", "%70age=1"}) {
      JerseyService.Answer answer = service.get(THINGS + "?limit=3&" + other);

      assertThat(answer.problem()).isEqualTo("422 validation");
      assertThat(answer.fields()).isIn("page", "offset", "skip");
      assertThat(answer.json().at("/errors/0/message").asText()).contains("cursor");
    }
    assertThat(service.get(THINGS + "?page=1&limit=0&skip=1").fields())
        .isEqualTo("limit page skip");
  }

  @Test
  void aValueCannotPassForAnotherParameter() {
    String made = service.get(THINGS + "?q=a%26s&limit=3").json().path("next_cursor").asText();
    assertThat(service.get(THINGS + "?q=a&limit=3&cursor=" + made).fields()).isEqualTo("cursor");
  }

  @Test
  void invalidAndRepeatedParametersAreReportedTogether() {
    assertThat(service.get(THINGS + "?odd=1&q=abcd&limit=0&sort=zzz&zzz=%ff").fields())
        .isEqualTo("odd q sort limit");
    assertThat(service.get(THINGS + "?limit=5&limit=5").fields()).isEqualTo("limit");
    for (String limit : new String[] {"0", "101", "-1", "x", "", "1.0", "0x10", "%2B5%20"}) {
      assertThat(service.get(THINGS + "?limit=" + limit).fields()).isEqualTo("limit");
    }
    for (String q : new String[] {"a%00b", "%ff", "%", "%zz", "%ED%A0%80", ""}) {
      assertThat(raw("q=" + q)).as(q).contains(" 422 ");
    }
  }

  /** The status line; the JDK's client cannot send a query that is not a valid URI. */
  private static String raw(String query) {
    try (Socket socket = new Socket("localhost", service.port())) {
      String head =
          "GET "
              + THINGS
              + "?"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      String answer = readAll(socket);
      return answer.substring(0, answer.indexOf("\r\n"));
    } catch (IOException e) {
      throw new AssertionError(query, e);
    }
  }
}

package dev.gatehouse.platform.server;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.ManyRows;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that do not wait for their response: each is one line of the log and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLeavesApiTest {
  private final DatabaseProxy database = DatabaseProxy.to(TestDatabase.migrated());
  private final Service service = Service.startOn(database.url(), SettableClock.ofToday());
  private final Person root = service.admin();

  /** How a connection ends: in order (FIN), or as if the process was killed (RST). */
  enum Way {
    CLOSE {
      @Override
      void leave(Wire wire) throws IOException {
        wire.close();
      }
    },
    RESET {
      @Override
      void leave(Wire wire) throws IOException {
        wire.reset();
      }
    };

    abstract void leave(Wire wire) throws IOException;
  }

  @BeforeAll
  void fill() {
    new ManyRows(service.database(), new PrintStream(OutputStream.nullOutputStream()))
        .fill(20_000, 0);
    // or the system takes in all of a small answer for a client that has left by then
    service.connectors().forEach(connector -> connector.setAcceptedSendBufferSize(16 * 1024));
  }

  @AfterAll
  void stop() {
    service.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void beforeTheResponseIsComputed(Way way) throws IOException {
    String id = Service.newName();
    database.freeze();
    try {
      Wire wire = new Wire(service.port()).send(get("/readyz", id));
      way.leave(wire);
      assertLeft(id);
    } finally {
      database.thaw();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileTheResponseIsWritten(Way way) throws IOException {
    for (String path : List.of(ProductFixtures.PATH + "/export", "/docs/swagger-ui-bundle.js")) {
      for (String coding : List.of("identity", "gzip")) {
        String id = Service.newName();
        Wire wire =
            Wire.narrow(service.port())
                .send(
                    get(
                        path,
                        id,
                        "Accept-Encoding: " + coding,
                        "Authorization: Bearer " + root.tokens().access()));
        wire.take(2000);
        way.leave(wire);
        assertLeft(id);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void duringItsUpload(Way way) throws IOException {
    for (String[] upload :
        new String[][] {
          {ProductFixtures.PATH + "/import", "text/csv", "sku,name,unit_amount,currency\na,b,"},
          {ProductFixtures.PATH, "application/json", "{\"sku\":\"x"},
          {"/api/v1/auth/login", "application/x-www-form-urlencoded", "username=a"}
        }) {
      String id = Service.newName();
      Wire wire =
          new Wire(service.port())
              .send(
                  Wire.request(
                      "POST " + upload[0],
                      "X-Request-ID: " + id,
                      "Authorization: Bearer " + root.tokens().access(),
                      "Content-Type: " + upload[1],
                      "Content-Length: 1000"))
              .send(upload[2]);
      way.leave(wire);
      assertLeft(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void beforeItsHeadIsComplete(Way way) throws Exception {
    for (String head : List.of("GE", "GET /livez", "GET /livez HTTP/1.")) {
      JsonNode line = lineOfHead(head, way);

      assertThat(line.has("method")).as(head).isFalse();
      assertThat(line.has("path")).as(head).isFalse();
    }
    for (String rest : List.of("", "Host: a\r\nX-Req", "Host: a\r\nX-Odd: y\r\n")) {
      JsonNode line = lineOfHead("DELETE /healthz?token=x HTTP/1.1\r\n" + rest, way);

      assertThat(line.path("method").asText()).isEqualTo("DELETE");
      assertThat(line.path("path").asText()).isEqualTo("/healthz");
    }
  }

  /** The first bytes of TLS are refused at once, which races with the client's leaving. */
  @ParameterizedTest
  @EnumSource
  void withBytesThatAreNoHead(Way way) throws Exception {
    JsonNode line = lineOfHead("\u0016\u0003\u0001", way, 400, 499);

    assertThat(line.has("method")).isFalse();
    assertThat(line.has("path")).isFalse();
  }

  private JsonNode lineOfHead(String head, Way way) throws Exception {
    return lineOfHead(head, way, 499);
  }

  private JsonNode lineOfHead(String head, Way way, Integer... statuses) throws Exception {
    int before = requests().size();
    way.leave(new Wire(service.port()).send(head));
    await().until(() -> requests().size() > before);
    assertThat(service.log()).doesNotContain("badMessage", "badRequest", "\"ERROR\"");
    JsonNode line = new JsonMapper().readTree(requests().get(before));
    assertThat(line.path("status").asInt()).as(head).isIn((Object[]) statuses);
    return line;
  }

  private List<String> requests() {
    return service.log().lines().filter(line -> line.contains("\"http_request\"")).toList();
  }

  @Test
  void aClientThatOnlyShutsItsOutputIsAnswered() throws Exception {
    String id = Service.newName();
    try (Wire wire = new Wire(service.port())) {
      Wire.Answer answer = wire.send(get("/livez", id)).endOutput().answer();

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  private static String get(String path, String id, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "X-Request-ID: " + id;
    return Wire.request("GET " + path, all);
  }

  private void assertLeft(String id) throws IOException {
    List<String> lines = lines(id);
    assertThat(lines).hasSize(1);
    JsonNode line = new JsonMapper().readTree(lines.get(0));
    assertThat(line.path("message").asText()).isEqualTo("http_request");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("status").asInt()).isEqualTo(499);
    assertThat(line.has("exception")).isFalse();
  }

  /** All log lines of a request, once it has ended. */
  private List<String> lines(String id) {
    await().until(() -> linesSoFar(id).stream().anyMatch(line -> line.contains("http_request")));
    return linesSoFar(id);
  }

  private List<String> linesSoFar(String id) {
    return service.log().lines().filter(line -> line.contains(id)).toList();
  }
}

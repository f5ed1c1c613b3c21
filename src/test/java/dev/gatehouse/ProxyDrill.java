package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.server.Wire;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The service under a path of a proxy that is configured as docs/proxies.md shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyDrill {
  private static final String PATH = "/shop";
  private static final String PRODUCTS = PATH + ProductFixtures.PATH;
  private static final String IMPORT = PRODUCTS + "/import";
  private static final String ORIGIN = "https://app.example";
  private static final int MIB = 1024 * 1024;
  private static final int UPLOAD_MIB = Integer.getInteger("gatehouse.upload", 32);
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(5);
  private static final int CLIENTS = 40;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Service service;
  private Person admin;
  private ProxyProcess proxy;

  /** The proxy as the document shows it. */
  abstract ProxyProcess asShown(Path folder, int service) throws IOException;

  /** The same, but it compresses. */
  abstract ProxyProcess compressing(Path folder, int service) throws IOException;

  /** How long the service keeps idle connections, as the document says. */
  abstract Duration keepAlive();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    service =
        Service.start(
            "APP_PUBLIC_URL",
            "https://shop.example" + PATH,
            "APP_TRUSTED_PROXIES",
            "127.0.0.1",
            "APP_CORS_ORIGINS",
            ORIGIN,
            "APP_CORS_HEADERS",
            "X-Tenant",
            "APP_KEEP_ALIVE",
            keepAlive().toSeconds() + "s");
    admin = service.admin();
    proxy = asShown(folder, service.port());
  }

  @AfterAll
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
    service.close();
  }

  @Test
  void aTagThatTheProxyWeakenedIsNamed(@TempDir Path folder) throws IOException {
    try (ProxyProcess weakening = compressing(folder, service.port())) {
      String path = PATH + ProductFixtures.added(admin);
      Answer read =
          call(weakening, "GET", path).header("Accept-Encoding", "gzip").anyAnswer().expect(200);
      String tag = read.header("ETag");

      assertThat(read.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(tag).startsWith("W/\"p-");
      Answer stale = renamed(weakening, path, tag);
      assertThat(stale.outcome()).isEqualTo("412 precondition_failed");
      assertThat(stale.text("detail")).contains("a proxy that compresses");
      assertThat(call(weakening, "GET", path).header("If-None-Match", tag).anyAnswer().status())
          .isEqualTo(304);
      assertThat(renamed(weakening, path, tag.substring(2)).status()).isEqualTo(200);
    }
  }

  @Test
  void theTagOfAResponseThatTheServiceCompressedWorks() {
    String path = PATH + ProductFixtures.added(admin, "description", "long ".repeat(400));
    Answer read = call("GET", path).header("Accept-Encoding", "gzip").anyAnswer().expect(200);
    String tag = read.header("ETag");

    assertThat(read.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(tag).startsWith("\"p-");
    assertThat(call("GET", path).header("If-None-Match", tag).anyAnswer().status()).isEqualTo(304);
    assertThat(renamed(proxy, path, tag).status()).isEqualTo(200);
    assertThat(renamed(proxy, path, tag).outcome()).isEqualTo("412 precondition_failed");
    assertThat(call("GET", path).header("If-None-Match", tag).anyAnswer().status()).isEqualTo(200);
  }

  @Test
  void theTagWorksWithTheSuffixesOfOtherProxies() {
    String path = PATH + ProductFixtures.added(admin);
    for (String suffix : List.of("-gzip", "-br", "-zstd", ";gzip", ";br", "--gzip")) {
      String tag = call("GET", path).anyAnswer().expect(200).header("ETag");
      String changed = tag.replaceAll("\"$", suffix + "\"");

      assertThat(call("GET", path).header("If-None-Match", changed).anyAnswer().status())
          .as(changed)
          .isEqualTo(304);
      assertThat(renamed(proxy, path, changed).status()).as(changed).isEqualTo(200);
      assertThat(renamed(proxy, path, changed).status()).as(changed).isEqualTo(412);
    }
  }

  @Test
  void whatIsNoTagIsABadRequest() {
    String path = PATH + ProductFixtures.added(admin);
    for (String noTag : List.of("p-1-1", "")) {
      List<Answer> answers =
          List.of(
              renamed(proxy, path, noTag),
              call("GET", path).header("If-None-Match", noTag).anyAnswer());

      assertThat(answers).extracting(Answer::outcome).as(noTag).containsOnly("400 bad_request");
      assertThat(answers).extracting(answer -> answer.text("detail")).allMatch(this::namesQuotes);
    }
  }

  private boolean namesQuotes(String detail) {
    return detail.contains("with its quotes");
  }

  @Test
  void problemsOfTheServiceArriveAsTheyAre() {
    Answer malformed =
        call("POST", PATH + "/api/v1/users")
            .body("application/json", "{\n\"email\":\"a\",\n\"email\":\"b\"}")
            .anyAnswer();
    Answer tooLarge =
        call("POST", PATH + "/api/v1/users")
            .body("application/json", new byte[MIB + 1])
            .anyAnswer();
    Answer broken =
        call("POST", IMPORT)
            .bearer(admin.tokens().access())
            .header("Content-Encoding", "gzip")
            .body("text/csv", "sku,name\n")
            .anyAnswer();

    assertThat(malformed.outcome()).isEqualTo("400 malformed_json");
    assertThat(malformed.text("detail")).isEqualTo("Line 3, column 8: a key is given twice");
    assertThat(tooLarge.outcome()).isEqualTo("413 payload_too_large");
    assertThat(broken.outcome()).isEqualTo("400 bad_request");
    assertThat(broken.text("detail")).contains("gzip");
    assertThat(List.of(malformed, tooLarge, broken))
        .extracting(answer -> answer.header("Content-Type"))
        .containsOnly("application/problem+json");
  }

  @Test
  void aPreflightPasses() {
    Answer answer =
        call("OPTIONS", PRODUCTS + "/1")
            .header("Origin", ORIGIN)
            .header("Access-Control-Request-Method", "PATCH")
            .header("Access-Control-Request-Headers", "baggage,if-match,x-tenant")
            .anyAnswer()
            .expect(204);

    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .contains("If-Match", "baggage", "tracestate", "sentry-trace", "X-Tenant");
    assertThat(
            call("GET", PRODUCTS).header("Origin", ORIGIN).anyAnswer().expect(200).headers().map())
        .containsEntry("access-control-allow-origin", List.of(ORIGIN))
        .containsKey("access-control-expose-headers");
  }

  @Test
  void whatIsCreatedIsFoundUnderThePath() {
    Answer created =
        call("POST", PRODUCTS)
            .bearer(admin.tokens().access())
            .json("sku", Service.newName(), "name", "A", "unit_amount", 1, "currency", "EUR")
            .anyAnswer()
            .expect(201);
    ProductFixtures.added(admin);
    String next = call("GET", PRODUCTS + "?limit=1").anyAnswer().expect(200).header("Link");

    assertThat(created.header("Location")).isEqualTo(PRODUCTS + "/" + created.id());
    assertThat(call("GET", created.header("Location")).anyAnswer().id()).isEqualTo(created.id());
    assertThat(next).startsWith("<" + PRODUCTS + "?");
    call("GET", next.substring(1, next.indexOf('>'))).anyAnswer().expect(200);
  }

  @Test
  void theClientHasItsOwnAddressWhateverItClaims() throws IOException {
    Person ann = service.person();
    String id = Service.newName();
    String form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(ann.email(), StandardCharsets.UTF_8),
                URLEncoder.encode(Person.PASSWORD, StandardCharsets.UTF_8));
    try (Wire wire = Wire.from("127.0.0.2", proxy.port())) {
      wire.send(
          Wire.request(
                  "POST " + PATH + "/api/v1/auth/login",
                  "X-Forwarded-For: 203.0.113.9",
                  "X-Request-ID: " + id,
                  "Content-Type: application/x-www-form-urlencoded",
                  "Content-Length: " + form.length())
              + form);
      assertThat(wire.answer().status()).isEqualTo(200);
    }

    assertThat(ann.get("/api/v1/users/me/sessions").answer().each("ip")).contains("127.0.0.2");
    assertThat(service.awaitLog(id).lines().filter(line -> line.contains(id)))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"client\":\"127.0.0.2\""));
  }

  @Test
  void anUploadReachesTheServiceBeforeItsEnd() throws IOException {
    for (long length : new long[] {1024L * MIB, 1024L * MIB + 1}) {
      try (Wire wire = new Wire(proxy.port())) {
        String token = length > 1024L * MIB ? admin.tokens().access() : "none";
        wire.send(
            Wire.request(
                    "POST " + IMPORT,
                    "Authorization: Bearer " + token,
                    "Content-Type: text/csv",
                    "Content-Length: " + length)
                + "sku,name,unit_amount,currency\n");

        assertThat(wire.answer().problem())
            .isEqualTo(length > 1024L * MIB ? "413 payload_too_large" : "401 invalid_token");
      }
    }
  }

  @Test
  void aLargeImportPasses(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("products.csv");
    String description = "x".repeat(1000);
    int rows = UPLOAD_MIB * MIB / 1024;
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("sku,name,unit_amount,currency,description\n");
      for (int i = 0; i < rows; i++) {
        csv.write("L-" + i + ",Thing,100,EUR," + description + "\n");
      }
    }
    long began = System.nanoTime();
    Answer accepted =
        call("POST", IMPORT)
            .bearer(admin.tokens().access())
            .body("text/csv", file)
            .anyAnswer()
            .expect(202);
    System.out.printf(
        "%s: %d MiB accepted in %d ms%n",
        getClass().getSimpleName(),
        Files.size(file) / MIB,
        (System.nanoTime() - began) / 1_000_000);

    Answer job =
        await()
            .atMost(LONGEST_IMPORT)
            .until(
                () ->
                    call("GET", accepted.header("Location"))
                        .bearer(admin.tokens().access())
                        .anyAnswer()
                        .expect(200),
                now -> Set.of("succeeded", "failed").contains(now.text("state")));
    assertThat(job.json().at("/result/created").asInt()).isEqualTo(rows);
  }

  @Test
  void connectionsToTheServiceAreReused() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Connection.Listener count =
        new Connection.Listener() {
          @Override
          public void onOpened(Connection connection) {
            opened.incrementAndGet();
          }
        };
    service.connectors().forEach(connector -> connector.addEventListener(count));

    // one that is counted in any case
    try (Wire wire = new Wire(service.port())) {
      wire.send(Wire.request("GET /livez")).answer();
    }
    for (int i = 0; i < 50; i++) {
      call("GET", PRODUCTS + "?limit=1").anyAnswer().expect(200);
    }

    assertThat(opened).hasValueBetween(1, 10);
  }

  /** Connections that the proxy kept would be used again just as the service closes them. */
  @Test
  void noRequestFailsOnAConnectionThatWasIdle() {
    long first = keepAlive().toMillis() - 200;
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<CompletableFuture<List<Integer>>> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  n -> CompletableFuture.supplyAsync(() -> askTwice(first + 10L * n), threads))
              .toList();

      assertThat(clients.stream().flatMap(each -> each.join().stream())).containsOnly(401);
    } finally {
      threads.shutdown();
    }
  }

  /** By POST, which no proxy sends again. */
  private List<Integer> askTwice(long pause) {
    Call refresh = call("POST", PATH + "/api/v1/auth/refresh").json("refresh_token", "none");
    List<Integer> statuses = new ArrayList<>();
    statuses.add(refresh.anyAnswer().status());
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
    statuses.add(refresh.anyAnswer().status());
    return statuses;
  }

  private Answer renamed(ProxyProcess through, String path, String tag) {
    return call(through, "PATCH", path)
        .bearer(admin.tokens().access())
        .ifMatch(tag)
        .json("name", Service.newName())
        .anyAnswer();
  }

  private Call call(String method, String path) {
    return call(proxy, method, path);
  }

  private Call call(ProxyProcess through, String method, String path) {
    return new Call(client, method, URI.create("http://127.0.0.1:" + through.port() + path));
  }
}

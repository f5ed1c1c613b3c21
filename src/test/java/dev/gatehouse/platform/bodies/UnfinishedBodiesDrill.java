package dev.gatehouse.platform.bodies;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.rest.RequestBodyApiTest;
import dev.gatehouse.platform.server.Wire;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two thousand clients who do not end what they have begun to send, and what everybody else feels
 * of it, on a heap of 160 MiB. The attackers come through a trusted proxy, so that the service
 * tells them from the others and from each other.
 */
@Tag("timing")
class UnfinishedBodiesDrill {
  private static final int CONNECTIONS = 2_000;
  private static final Duration HELD = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Wire> wires = new ArrayList<>();

  @AfterEach
  void end() throws IOException {
    hangUp();
    threads.shutdownNow();
  }

  private static ServiceProcess service(Path folder) throws Exception {
    return ServiceProcess.startIn(
        folder,
        Map.of("APP_TRUSTED_PROXIES", "127.0.0.1/32", "APP_LIMITS", "off"),
        "-Xms160m",
        "-Xmx160m");
  }

  @Test
  void packsThatAreNotWholeAreNotUnpacked(@TempDir Path folder) throws Exception {
    byte[] packed = RequestBodyApiTest.gzip(new byte[1024 * 1024]);
    String body = new String(packed, 0, packed.length - 8, ISO_8859_1);
    try (ServiceProcess service = service(folder)) {
      feltAlone(get(service.uri("/livez")), get(service.uri("/healthz")), refresh(service));
      double before = heapAfterCollection(service);

      Felt livez = feel(get(service.uri("/livez")));
      Felt healthz = feel(get(service.uri("/healthz")));
      attack(
          service,
          i ->
              Wire.request(
                      "POST /api/v1/auth/refresh",
                      "X-Forwarded-For: 10.1." + i / 250 + "." + i % 250,
                      "Content-Type: application/json",
                      "Content-Encoding: gzip",
                      "Content-Length: " + packed.length)
                  + body);
      hangUp();
      Thread.sleep(2_000);
      livez.end();
      healthz.end();
      double after = heapAfterCollection(service);

      System.out.printf(
          "%d packs of %d bytes: livez %s, healthz %s, heap %.0f MiB before, %.0f after%n",
          CONNECTIONS, body.length(), livez, healthz, before, after);
      assertThat(List.of(livez, healthz)).allMatch(felt -> felt.failures() == 0);
      assertThat(List.of(livez, healthz)).allMatch(felt -> felt.longest() < 1_000);
      assertThat(after).isLessThan(before + 10);
    }
  }

  @Test
  void halfSentBodiesHoldNothingThatOthersNeed(@TempDir Path folder) throws Exception {
    try (ServiceProcess service = service(folder)) {
      feltAlone(get(service.adminUri("/metrics")));
      Felt alone = feltAlone(get(service.uri("/api/v1/products")), refresh(service));

      Felt others = feel(get(service.uri("/api/v1/products")), refresh(service));
      Felt admin = feel(get(service.adminUri("/metrics")));
      attack(
          service,
          i ->
              Wire.request(
                      "POST /api/v1/auth/login",
                      "X-Forwarded-For: 10.2.0." + i % 20,
                      "Content-Type: application/x-www-form-urlencoded",
                      "Content-Length: 60")
                  + "username=half");
      others.end();
      admin.end();

      System.out.printf(
          "%d half bodies: others %s (alone %s), admin port %s%n",
          CONNECTIONS, others, alone, admin);
      assertThat(others.failures()).isZero();
      assertThat(others.percentile(99)).isLessThan(300);
      assertThat(admin.failures()).isZero();
      assertThat(admin.longest()).isLessThan(1_000);
    }
  }

  /**
   * Packed bodies of about 1 KiB that all end at once: one long text, many values, or JSON that is
   * malformed only at its end. The small ones show the cost of the requests themselves.
   */
  @ParameterizedTest
  @ValueSource(strings = {"text", "values", "malformed", "small"})
  void bodiesThatEndTogetherKeepNobodyElseWaiting(String kind, @TempDir Path folder)
      throws Exception {
    String body = new String(RequestBodyApiTest.gzip(sent(kind)), ISO_8859_1);
    try (ServiceProcess service = service(folder)) {
      feltAlone(get(service.uri("/livez")), get(service.uri("/healthz")), refresh(service));
      double before = heapAfterCollection(service);

      attack(
          service,
          i ->
              Wire.request(
                      "POST /api/v1/auth/refresh",
                      "X-Forwarded-For: 10.3." + i / 250 + "." + i % 250,
                      "Content-Type: application/json",
                      "Content-Encoding: gzip",
                      "Content-Length: " + body.length())
                  + body.substring(0, body.length() - 1));
      Felt livez = feel(get(service.uri("/livez")));
      Felt healthz = feel(get(service.uri("/healthz")));
      Felt others = feel(refresh(service));
      long began = System.nanoTime();
      Map<Integer, Long> answers = end(body.substring(body.length() - 1));
      long millis = (System.nanoTime() - began) / 1_000_000;
      List.of(livez, healthz, others).forEach(Felt::end);
      hangUp();
      double after = heapAfterCollection(service);

      System.out.printf(
          "%d packs of %s, %d bytes, ended at once: livez %s, healthz %s, others %s,"
              + " answers %s in %d ms, heap %.0f MiB before, %.0f after%n",
          CONNECTIONS, kind, body.length(), livez, healthz, others, answers, millis, before, after);
      assertThat(List.of(livez, healthz, others)).allMatch(felt -> felt.failures() == 0);
      assertThat(List.of(livez, healthz)).allMatch(felt -> felt.longest() < 1_000);
      assertThat(answers.keySet()).isSubsetOf(400, 401, 422, 503);
      assertThat(after).isLessThan(before + 10);
    }
  }

  private static byte[] sent(String kind) {
    String json =
        switch (kind) {
          case "text" -> "{\"refresh_token\":\"" + "a".repeat(1_000_000) + "\"}";
          case "small" -> "{\"refresh_token\":\"none\"}";
          case "values" ->
              "{\"refresh_token\":[" + "0,".repeat(90_000) + "0" + " ".repeat(800_000) + "]}";
          default -> "{" + " ".repeat(1_000_000) + ",}";
        };
    return json.getBytes(ISO_8859_1);
  }

  /** Sends what is left on all connections, and counts their answers by status. */
  private Map<Integer, Long> end(String last) throws IOException {
    for (Wire wire : wires) {
      wire.send(last);
    }
    Map<Integer, Long> answers = new TreeMap<>();
    for (Wire wire : wires) {
      answers.merge(wire.answer().status(), 1L, Long::sum);
    }
    return answers;
  }

  private interface Bytes {
    String of(int connection);
  }

  /** Sends the bytes on that many connections, and keeps all of them open. */
  private void attack(ServiceProcess service, Bytes bytes) throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      Wire wire = new Wire(service.port());
      wires.add(wire);
      try {
        wire.send(bytes.of(i));
      } catch (IOException e) {
        // refused already
        assertThat(e).isNotNull();
      }
    }
    Thread.sleep(HELD.toMillis());
  }

  private void hangUp() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    wires.clear();
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(LONGEST_WAIT).build();
  }

  private static HttpRequest refresh(ServiceProcess service) {
    return HttpRequest.newBuilder(service.uri("/api/v1/auth/refresh"))
        .timeout(LONGEST_WAIT)
        .header("Content-Type", "application/json")
        .header("X-Forwarded-For", "203.0.113.7")
        .POST(BodyPublishers.ofString("{\"refresh_token\":\"none\"}"))
        .build();
  }

  private Felt feel(HttpRequest... requests) {
    Felt felt = new Felt();
    for (HttpRequest request : requests) {
      felt.loops.add(CompletableFuture.runAsync(() -> felt.ask(client, request), threads));
    }
    return felt;
  }

  /** Without an attack, which also leaves a JVM that is warm. */
  private Felt feltAlone(HttpRequest... requests) throws InterruptedException {
    Felt felt = feel(requests);
    Thread.sleep(HELD.toMillis());
    felt.end();
    return felt;
  }

  /** The least of three, as requests of clients that have just hung up may not have ended yet. */
  private double heapAfterCollection(ServiceProcess service) throws Exception {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      client.send(
          HttpRequest.newBuilder(service.adminUri("/tasks/gc"))
              .timeout(LONGEST_WAIT)
              .POST(BodyPublishers.noBody())
              .build(),
          BodyHandlers.discarding());
      least = Math.min(least, heap(service));
    }
    return least;
  }

  private double heap(ServiceProcess service) throws Exception {
    return client
        .send(get(service.adminUri("/metrics")), BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
        .map(bytes -> bytes / 1024 / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** What somebody felt who asked all the time, in milliseconds. */
  private static final class Felt {
    private final List<CompletableFuture<Void>> loops = new ArrayList<>();
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private volatile int failures;
    private volatile boolean ended;

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private synchronized void fail() {
      failures++;
    }

    private void ask(HttpClient client, HttpRequest request) {
      while (!ended) {
        long asked = System.nanoTime();
        try {
          int status = client.send(request, BodyHandlers.discarding()).statusCode();
          if (status >= 500) {
            fail();
          }
          Thread.sleep(5);
        } catch (IOException e) {
          fail();
        } catch (InterruptedException e) {
          return;
        }
        millis.add((System.nanoTime() - asked) / 1_000_000);
      }
    }

    void end() {
      ended = true;
      loops.forEach(CompletableFuture::join);
    }

    int failures() {
      return failures;
    }

    long longest() {
      return percentile(100);
    }

    long percentile(int percent) {
      long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
      return sorted.length == 0
          ? Long.MAX_VALUE
          : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    @Override
    public String toString() {
      return "%d times, p50 %d, p99 %d, longest %d ms, %d failed"
          .formatted(millis.size(), percentile(50), percentile(99), longest(), failures);
    }
  }
}

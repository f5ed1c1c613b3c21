package dev.gatehouse.platform.rest;

import static dev.gatehouse.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.http.HttpConfig;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.logging.LogLine;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.server.GatehouseServerFactory;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The test application behind the real outer layer, on a port of its own, and a client for it. */
public final class JerseyService {
  /** The memory for the bodies of all requests. */
  static final int BODY_BYTES = 4 * BodyBytes.LIMIT;

  /** How many unfinished bodies an address may have. */
  public static final int UNFINISHED = 8;

  /** A trusted proxy, which can forward for any number of clients. */
  static final String PROXY = "127.0.0.1";

  private final Setup setup = new Setup();
  private final DropwizardTestSupport<Setup> support =
      new DropwizardTestSupport<>(JerseyServiceApplication.class, setup);
  private final HttpClient client = HttpClient.newHttpClient();

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return String.join(", ", response.headers().allValues(name));
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return new JsonMapper().readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError(response.body(), e);
      }
    }

    /** Status and code in one, such as {@code 404 not_found}. */
    String problem() {
      if (!header("Content-Type").equals("application/problem+json")) {
        return status() + " but no problem: " + header("Content-Type");
      }
      return status() + " " + json().path("code").asText();
    }

    /** The invalid fields in the order reported. */
    String fields() {
      StringBuilder names = new StringBuilder();
      json()
          .path("errors")
          .forEach(error -> names.append(error.path("field").asText()).append(' '));
      return names.toString().strip();
    }
  }

  /** The configuration, made in code. */
  static final class Setup extends Configuration {
    private final Metrics metrics = new Metrics("0.0.0-test");
    private final AtomicInteger held = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    void hold() {
      held.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public ServerFactory getServerFactory() {
      HttpConfig config =
          new HttpConfig(
              0,
              0,
              "127.0.0.1",
              "http://localhost:8080",
              List.of("https://app.example.com"),
              List.of(),
              List.of(PROXY),
              Duration.ofSeconds(4),
              Duration.ofSeconds(5),
              Duration.ZERO,
              UNFINISHED,
              false,
              false);
      LogWriter lines = LogWriter.standardOutput();
      return new GatehouseServerFactory(
          config, BODY_BYTES, new ShutdownState(), metrics, lines, Clock.systemUTC());
    }
  }

  /** Runs the service in a process of its own and prints its port. */
  public static void main(String[] arguments) throws Exception {
    JerseyService service = new JerseyService();
    service.start();
    LogWriter.standardOutput().write(new LogLine().number("port", service.port()));
  }

  /** The value of a metric, read from the admin port. */
  public double gauge(String name) {
    URI metrics = URI.create("http://127.0.0.1:" + support.getAdminPort() + "/metrics");
    try {
      return client
          .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
          .findFirst()
          .orElseThrow();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(name, e);
    }
  }

  public void start() throws Exception {
    support.before();
  }

  public void stop() {
    support.after();
  }

  /** Waits until the creation of that many things is held. */
  public void awaitHeld(int things) {
    await().until(() -> setup.held.get() == things);
  }

  public void release() {
    setup.release.countDown();
  }

  public int port() {
    return support.getLocalPort();
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer json(String method, String path, String body, String... headers) {
    return bytes(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer bytes(String method, String path, String type, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = type;
    return send(method, path, BodyPublishers.ofByteArray(body), all);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}

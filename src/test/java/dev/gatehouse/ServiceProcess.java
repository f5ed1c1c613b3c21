package dev.gatehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service as a process of its own, on ports of its own, in a folder with config.yml alone. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int CUT_OFF = -1;

  private final Path folder;
  private final int port = freePort();
  private final int adminPort = freePort();
  private final Process process;

  private ServiceProcess(Path folder) throws IOException {
    this.folder = folder;
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
    this.process = inFolder(command("server", "config.yml")).start();
  }

  static ServiceProcess startIn(Path folder) throws IOException, InterruptedException {
    ServiceProcess service = new ServiceProcess(folder);
    service.awaitHealth();
    return service;
  }

  int port() {
    return port;
  }

  /**
   * The beginning of a command line that is {@code java -jar app.jar} where there is no jar yet.
   */
  static List<String> java() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        GatehouseApplication.class.getName());
  }

  /** A further process in the service's folder and environment. */
  ProcessBuilder inFolder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("APP_"));
    environment.put("APP_PORT", String.valueOf(port));
    environment.put("APP_ADMIN_PORT", String.valueOf(adminPort));
    environment.put("APP_DRAIN", "0s");
    return builder
        .redirectOutput(folder.resolve("output.txt").toFile())
        .redirectError(folder.resolve("errors.txt").toFile());
  }

  private static List<String> command(String... arguments) {
    return Stream.concat(java().stream(), Stream.of(arguments)).toList();
  }

  private void awaitHealth() throws IOException, InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
      if (answers(client, health)) {
        return;
      }
    }
    close();
    throw new IllegalStateException(Files.readString(folder.resolve("errors.txt")));
  }

  private static boolean answers(HttpClient client, HttpRequest health)
      throws InterruptedException {
    try {
      return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // the port is not open yet
    }
  }

  /** Sends SIGTERM and waits; the exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : CUT_OFF;
  }

  @Override
  public void close() {
    process.destroy();
    if (process
        .onExit()
        .completeOnTimeout(process, STOP.toSeconds(), TimeUnit.SECONDS)
        .join()
        .isAlive()) {
      process.destroyForcibly().onExit().join();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

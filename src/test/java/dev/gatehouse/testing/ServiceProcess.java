package dev.gatehouse.testing;

import dev.gatehouse.GatehouseApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service as a separate process, on its own ports, in a folder with only config.yml. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int CUT_OFF = -1;

  private final Path folder;
  private final List<String> java;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private final Process process;

  private ServiceProcess(
      Path folder,
      Path config,
      Map<String, String> settings,
      List<String> java,
      List<String> options)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.java = List.copyOf(java);
    Files.copy(config, folder.resolve("config.yml"), StandardCopyOption.REPLACE_EXISTING);
    List<String> command = new ArrayList<>(java);
    command.addAll(1, options);
    command.addAll(List.of("server", "config.yml"));
    ProcessBuilder builder = inFolder(command);
    builder.environment().putAll(settings);
    this.process = builder.start();
  }

  public static ServiceProcess startIn(Path folder) throws IOException, InterruptedException {
    return startIn(folder, Map.of());
  }

  /** Starts with further variables and JVM options. */
  public static ServiceProcess startIn(Path folder, Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    ServiceProcess service =
        new ServiceProcess(folder, usualConfig(), settings, java(), List.of(options));
    service.awaitHealth();
    return service;
  }

  /** Starts with a folder at the front of the class path, which has a config.yml of its own. */
  public static ServiceProcess startWith(
      Path classes, Path folder, Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    String path = classes + File.pathSeparator + classPath();
    Path config = classes.resolve("config.yml");
    ServiceProcess service =
        new ServiceProcess(folder, config, settings, java(path), List.of(options));
    service.awaitHealth();
    return service;
  }

  /** Starts another build of the service: a folder with app.jar and config.yml. */
  public static ServiceProcess startRelease(Path release, Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    List<String> jar = List.of(executable(), "-jar", release.resolve("app.jar").toString());
    ServiceProcess service =
        new ServiceProcess(folder, release.resolve("config.yml"), settings, jar, List.of());
    service.awaitHealth();
    return service;
  }

  private static Path usualConfig() {
    return Path.of(System.getProperty("gatehouse.config", "config.yml"));
  }

  /** The command line of the service without its arguments, which the caller adds. */
  public List<String> command() {
    return java;
  }

  public int port() {
    return port;
  }

  public Call call(String method, String path) {
    return new Call(HttpClient.newHttpClient(), method, uri(path));
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The metrics on the admin port. */
  public String metrics() {
    return new Call(HttpClient.newHttpClient(), "GET", adminUri("/metrics"))
        .anyAnswer()
        .expect(200)
        .body();
  }

  public URI adminUri(String path) {
    return URI.create("http://127.0.0.1:" + adminPort + path);
  }

  /**
   * The equivalent of {@code java -jar app.jar} before a jar exists. With {@code -Dgatehouse.jar}
   * and {@code -Dgatehouse.config} a drill can run another build for comparison.
   */
  public static List<String> java() {
    String jar = System.getProperty("gatehouse.jar");
    return jar == null ? java(classPath()) : List.of(executable(), "-jar", jar);
  }

  private static List<String> java(String classPath) {
    return List.of(executable(), "-cp", classPath, GatehouseApplication.class.getName());
  }

  private static String executable() {
    return ProcessHandle.current().info().command().orElseThrow();
  }

  /** The class path of this process, for a process in another folder. */
  public static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Another process in the service's folder and environment. */
  public ProcessBuilder inFolder(List<String> command) {
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

  private void awaitHealth() throws IOException, InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(uri("/healthz")).timeout(Duration.ofSeconds(5)).build();
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

  /** Sends SIGTERM and returns the exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : CUT_OFF;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends SIGSTOP. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Sends SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** The peak resident memory in MiB. */
  public long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
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
}

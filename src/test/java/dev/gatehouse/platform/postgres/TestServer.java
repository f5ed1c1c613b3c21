package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of one test class, to be killed, frozen and thawed. */
final class TestServer {
  /** One per process, since several may run tests concurrently. */
  private static final Path ALL =
      Path.of("target", "servers", System.getProperty("gatehouse.fork", "1")).toAbsolutePath();

  private final Path directory;
  private final Map<String, String> settings;

  private TestServer(Path directory, Map<String, String> settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** Reuses a server of earlier tests, because setting one up is slow. */
  static TestServer any() throws IOException {
    return in(directoryOf("any"));
  }

  /** A new one. */
  static TestServer fresh(String name) throws IOException {
    Directories.delete(directoryOf(name));
    return in(directoryOf(name));
  }

  private static Path directoryOf(String name) {
    return ALL.resolve(name + " of a test");
  }

  /** The programs are shared to save time. */
  private static TestServer in(Path directory) throws IOException {
    Path programs = ALL.resolve("pg-binaries");
    Files.createDirectories(programs);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Files.createSymbolicLink(directory.resolve("pg-binaries"), programs);
    }
    return new TestServer(directory, Map.of("port", String.valueOf(Ports.free())));
  }

  Path directory() {
    return directory;
  }

  EmbeddedPostgres start() {
    return EmbeddedPostgres.startOrJoin(directory, settings);
  }

  long postmaster() throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("postgres/postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow());
    }
  }

  boolean letsIn(DatabaseUrl url) {
    try (Connection connection = Database.longRunning(url).getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  boolean runs() {
    return processes().findAny().isPresent();
  }

  /** The postmaster first, so that it starts no other process. */
  void freeze() throws Exception {
    send("STOP", postmaster());
    signal("STOP");
  }

  void thaw() throws Exception {
    signal("CONT");
  }

  /** Kills the postmaster; its children notice by themselves. */
  void kill() throws Exception {
    long pid = postmaster();
    send("KILL", pid);
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }

  private void signal(String signal) throws Exception {
    for (ProcessHandle process : processes().toList()) {
      send(signal, process.pid());
    }
  }

  private static void send(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
        .start()
        .waitFor(5, TimeUnit.SECONDS);
  }

  private Stream<ProcessHandle> processes() {
    Path cluster = directory.resolve("postgres");
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              try {
                return Files.isSameFile(
                    Path.of("/proc", String.valueOf(process.pid()), "cwd"), cluster);
              } catch (IOException e) {
                return false;
              }
            });
  }
}

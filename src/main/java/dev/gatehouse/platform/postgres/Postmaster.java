package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Starts and stops the server of a cluster. Callers must hold the directory's lock. */
final class Postmaster {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** How long the processes of a killed server may take to notice. */
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(15);

  private final PostgresCluster cluster;
  private final PostgresBinaries binaries;
  private final PostgresProcess process;
  private final Path log;
  private final Map<String, String> settings;

  /**
   * Creates the starter of a cluster.
   *
   * @param settings in addition to the defaults
   */
  Postmaster(
      PostgresCluster cluster,
      PostgresBinaries binaries,
      PostgresProcess process,
      Path log,
      Map<String, String> settings) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.process = process;
    this.log = log;
    this.settings = Map.copyOf(settings);
  }

  boolean runs() throws IOException {
    return cluster.running().isPresent();
  }

  /** Starts the server unless it runs, and returns its port. */
  int start() throws IOException {
    return start(ORPHAN_LIMIT, port());
  }

  /**
   * Restarts a dead server on the port that its clients know.
   *
   * @throws OperatorException if it does not start there
   */
  void startAgain(int port) throws IOException {
    cluster.killOrphans();
    int found = start(Duration.ZERO, port);
    if (found != port) {
      throw new OperatorException(
          "The embedded PostgreSQL now runs on port %d instead of %d.".formatted(found, port));
    }
  }

  private int start(Duration patience, int port) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<PostgresCluster.Server> running = cluster.running();
      if (running.isPresent()) {
        return running.get().port();
      }
      cluster.removeStalePidFile();
      PostgresProcess.Outcome outcome = process.run(START_LIMIT, startCommand(port));
      if (outcome.succeeded()) {
        continue;
      }
      if (System.nanoTime() > deadline) {
        throw new OperatorException(
            "The embedded PostgreSQL does not start: %s. Its log is %s."
                .formatted(outcome.tail(), log));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Prefers the last port, which clients may still use, if it is free. */
  private int port() throws IOException {
    OptionalInt earlier = cluster.lastPort();
    if (earlier.isPresent()) {
      try (ServerSocket socket = listen(earlier.getAsInt())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // in use
        return freePort();
      }
    }
    return freePort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = listen(0)) {
      return socket.getLocalPort();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private List<String> startCommand(int port) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("port", String.valueOf(port));
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    all.put("max_connections", "100");
    all.put("shared_buffers", "64MB");
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("timezone", "UTC");
    all.put("log_timezone", "UTC");
    all.put("log_min_error_statement", "panic");
    all.putAll(settings);
    String options =
        all.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));
    return List.of(
        binaries.program("pg_ctl"),
        "start",
        "--pgdata=" + cluster.directory(),
        "--log=" + log,
        "--wait",
        "--timeout=" + START_LIMIT.toSeconds(),
        "--silent",
        "--options=" + options);
  }

  void stop() throws IOException {
    for (String mode : List.of("fast", "immediate")) {
      if (runs()) {
        process.run(
            STOP_LIMIT.plus(PAUSE),
            List.of(
                binaries.program("pg_ctl"),
                "stop",
                "--pgdata=" + cluster.directory(),
                "--mode=" + mode,
                "--wait",
                "--timeout=" + STOP_LIMIT.toSeconds(),
                "--silent"));
      }
    }
  }
}

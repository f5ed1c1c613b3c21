package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data directory of one PostgreSQL: creates and checks it, and finds the server that runs on
 * it.
 */
final class PostgresCluster {
  static final String SUPERUSER = "postgres";
  private static final Duration INITDB_LIMIT = Duration.ofSeconds(60);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
  private static final Pattern PROGRAM = Pattern.compile(".*/postgres( \\(deleted\\))?");
  private static final Pattern PORT = Pattern.compile("\\bport=(\\d{1,5})\\b");

  /** A running server, according to its pid file. */
  record Server(long pid, int port) {}

  private final Path directory;

  PostgresCluster(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  boolean exists() {
    return Files.exists(directory.resolve("PG_VERSION"));
  }

  /** Rejects a cluster of another major version. */
  void checkVersion(PostgresBinaries binaries) throws IOException {
    String found = Files.readString(directory.resolve("PG_VERSION")).strip();
    String wanted = String.valueOf(binaries.major());
    if (!found.equals(wanted)) {
      throw new OperatorException(
          """
          %s was written by PostgreSQL %s, but this release brings version %s, which cannot read it. \
          Nothing was changed. To move: run `java -jar app.jar backup config.yml` of the release that \
          wrote it (or pg_dump, version %s or later), move the directory away, and run restore of this \
          release (or start it once and load the dump); or run pg_upgrade with the programs of both \
          versions.\
          """
              .formatted(directory, found, wanted, found));
    }
  }

  /**
   * Creates the cluster in a sibling directory and moves it into place, so that it is never half
   * there.
   */
  void create(PostgresBinaries binaries, PostgresProcess tool, UnprivilegedUser user, Path password)
      throws IOException {
    Path made = directory.resolveSibling(directory.getFileName() + ".new");
    Directories.delete(made);
    Directories.createPrivate(made);
    Path readable =
        Files.copy(
            password,
            made.resolveSibling("." + made.getFileName() + ".pw"),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
    try {
      if (user.isOther()) {
        Directories.giveTo(user.uid(), made);
        Directories.giveTo(user.uid(), readable);
      }
      // without the host's C.UTF-8 everything works, but non-Latin words have no trigrams
      PostgresProcess.Outcome outcome = initdb(binaries, tool, made, readable, "C.UTF-8");
      if (!outcome.succeeded()) {
        outcome = initdb(binaries, tool, made, readable, "C");
      }
      if (!outcome.succeeded()) {
        throw new OperatorException(
            "PostgreSQL could not be set up in " + directory + ": " + outcome.tail());
      }
    } finally {
      Files.deleteIfExists(readable);
    }
    Files.move(made, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  private PostgresProcess.Outcome initdb(
      PostgresBinaries binaries,
      PostgresProcess tool,
      Path made,
      Path password,
      String characters) {
    List<String> command = new ArrayList<>();
    command.add(binaries.program("initdb"));
    command.add("--pgdata=" + made);
    command.add("--username=" + SUPERUSER);
    command.add("--auth=scram-sha-256");
    command.add("--pwfile=" + password);
    command.add("--encoding=UTF8");
    command.add("--locale=C");
    command.add("--lc-ctype=" + characters);
    command.add("--locale-provider=builtin");
    command.add("--builtin-locale=C.UTF-8");
    command.add("--no-instructions");
    return tool.run(INITDB_LIMIT, command);
  }

  /** The server that runs on this directory, if any. */
  Optional<Server> running() throws IOException {
    return pidFile().filter(server -> isOurs(server.pid()));
  }

  /**
   * Removes the pid file of a killed server once none of its processes are left. PostgreSQL would
   * mistake any process that reuses the pid for a running server.
   */
  void removeStalePidFile() throws IOException {
    if (pidFile().isPresent() && processes().findAny().isEmpty()) {
      Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }
  }

  /**
   * Kills the remaining processes of a dead postmaster. They hold the shared memory that a new
   * server needs, and nothing they do is of use.
   */
  void killOrphans() throws IOException {
    if (running().isPresent()) {
      return;
    }
    List<ProcessHandle> orphans = processes().toList();
    orphans.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** The port of the last run. */
  OptionalInt lastPort() throws IOException {
    try {
      Matcher port =
          PORT.matcher(
              Files.readString(directory.resolve("postmaster.opts"), StandardCharsets.US_ASCII));
      return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
    } catch (NoSuchFileException | CharacterCodingException e) {
      return OptionalInt.empty();
    }
  }

  private Optional<Server> pidFile() throws IOException {
    try {
      List<String> lines =
          Files.readString(directory.resolve("postmaster.pid"), StandardCharsets.US_ASCII)
              .lines()
              .toList();
      return lines.size() < 4
          ? Optional.empty()
          : Optional.of(
              new Server(
                  Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip())));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> isOurs(process.pid()))
        .filter(PostgresCluster::isPostgres);
  }

  /** Excludes, for example, a shell in that directory. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(path -> PROGRAM.matcher(path).matches()).isPresent();
  }

  /** Every PostgreSQL process has the data directory as its working directory. */
  private boolean isOurs(long pid) {
    try {
      return Files.isSameFile(Path.of("/proc", String.valueOf(pid), "cwd"), directory);
    } catch (IOException e) {
      return false;
    }
  }
}

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

/** The files of one PostgreSQL: made, checked, and asked who serves them. */
final class PostgresCluster {
  static final String SUPERUSER = "postgres";
  private static final Duration INITDB = Duration.ofSeconds(60);
  private static final Duration DYING = Duration.ofSeconds(5);
  private static final Pattern PROGRAM = Pattern.compile(".*/postgres( \\(deleted\\))?");
  private static final Pattern PORT = Pattern.compile("\\bport=(\\d{1,5})\\b");

  /** A running server, as its own pid file tells. */
  record Server(long pid, int port) {}

  private final Path directory;
  private final PostgresBinaries binaries;

  PostgresCluster(Path directory, PostgresBinaries binaries) {
    this.directory = directory;
    this.binaries = binaries;
  }

  Path directory() {
    return directory;
  }

  boolean exists() {
    return Files.exists(directory.resolve("PG_VERSION"));
  }

  /** Refuses what another major version has written. */
  void checkVersion() throws IOException {
    String found = Files.readString(directory.resolve("PG_VERSION")).strip();
    String wanted = String.valueOf(binaries.major());
    if (!found.equals(wanted)) {
      throw new OperatorException(
          """
          %s was written by PostgreSQL %s, but this release brings version %s, which cannot read it. \
          Nothing was changed. To move: run the release that wrote it, save the data with pg_dump \
          (version %s or later), move the directory away, start this release once, and load the dump; \
          or run pg_upgrade with the programs of both versions.\
          """
              .formatted(directory, found, wanted, found));
    }
  }

  /** Makes it beside its place and moves it there whole, so that half of one is never met. */
  void create(PostgresProcess tool, UnprivilegedUser user, Path password) throws IOException {
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
      if (user.isSomebodyElse()) {
        Directories.giveTo(user.uid(), made);
        Directories.giveTo(user.uid(), readable);
      }
      // Without the host's C.UTF-8 the words of other scripts have no trigrams, but all works.
      PostgresProcess.Outcome outcome = initdb(tool, made, readable, "C.UTF-8");
      if (!outcome.succeeded()) {
        outcome = initdb(tool, made, readable, "C");
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
      PostgresProcess tool, Path made, Path password, String characters) {
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
    return tool.run(INITDB, command);
  }

  /** The server that runs on these files, if there is one. */
  Optional<Server> running() throws IOException {
    return pidFile().filter(server -> servesUs(server.pid()));
  }

  /**
   * Removes the pid file of a server that was killed, once nothing of that server is left:
   * PostgreSQL itself takes any process that got the same number since for a running server.
   */
  void forgetDead() throws IOException {
    if (pidFile().isPresent() && processes().findAny().isEmpty()) {
      Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }
  }

  /**
   * Kills what is left of a server whose postmaster is dead: it holds the shared memory, without
   * which no other one starts, and nothing that it does is of use any more.
   */
  void endOrphans() throws IOException {
    if (running().isPresent()) {
      return;
    }
    List<ProcessHandle> orphans = processes().toList();
    orphans.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, DYING.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** The port that the server had when it ran last. */
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
        .filter(process -> servesUs(process.pid()))
        .filter(PostgresCluster::isPostgres);
  }

  /** And not the shell of somebody who looks around there. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(path -> PROGRAM.matcher(path).matches()).isPresent();
  }

  /** Every process of a PostgreSQL works in the directory of its files. */
  private boolean servesUs(long pid) {
    try {
      return Files.isSameFile(Path.of("/proc", String.valueOf(pid), "cwd"), directory);
    } catch (IOException e) {
      return false;
    }
  }
}

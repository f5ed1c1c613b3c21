package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs, isolated from the environment and terminal of the service. */
final class PostgresProcess {
  private static final int MAX_TAIL = 600;

  /** Exit code and output of a program. */
  record Outcome(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }

    /** The end of the output, on one line. */
    String tail() {
      String text = output.strip().replaceAll("\\.?\\s*\\R\\s*", "; ").replaceAll("\\.$", "");
      return text.length() <= MAX_TAIL ? text : "…" + text.substring(text.length() - MAX_TAIL);
    }
  }

  private final Path directory;
  private final List<String> prefix;

  /**
   * Creates a runner.
   *
   * @param prefix prepended to each command
   */
  PostgresProcess(Path directory, List<String> prefix) {
    this.directory = directory;
    this.prefix = List.copyOf(prefix);
  }

  Outcome run(Duration limit, List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    try {
      // a file because the server inherits it from pg_ctl and would keep a pipe open
      Path output = Files.createTempFile(directory, ".run-", ".out");
      try {
        int exit = exitOf(limit, whole, output);
        return new Outcome(exit, Files.readString(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    }
  }

  private int exitOf(Duration limit, List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    Map<String, String> environment = builder.environment();
    // PGDATA, PGPORT and others would affect the programs
    environment.keySet().removeIf(name -> !name.equals("PATH"));
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new OperatorException("Interrupted while PostgreSQL was started or stopped", e);
    }
  }
}

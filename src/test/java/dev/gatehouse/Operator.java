package dev.gatehouse;

import ch.qos.logback.classic.Level;
import dev.gatehouse.platform.commands.CommandLine;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.testing.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** Whoever runs commands on a database. */
final class Operator {
  private final Map<String, String> environment;
  private final Clock clock;

  /** Somebody with these settings, alternating names and values of variables. */
  Operator(DatabaseUrl database, Clock clock, String... settings) {
    this(Service.environment(database, settings), clock);
  }

  private Operator(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** Somebody with an embedded database in that folder. */
  static Operator ofEmbedded(Path folder, Clock clock, String... settings) {
    return new Operator(Service.embeddedEnvironment(folder, settings), clock);
  }

  /** What a command has left behind. */
  record Done(int exitCode, String output, String errors) {}

  /** Runs a command, which dies with the given line on standard error. */
  void runUntilLine(int line, String... arguments) {
    PrintStream standardError = System.err;
    try {
      System.setErr(new PrintStream(new DeadlyStream(line), true, StandardCharsets.UTF_8));
      commandLine().run(withConfig(arguments));
    } catch (DeathException e) {
      // as intended
    } finally {
      System.setErr(standardError);
    }
  }

  /** Stands for the end of a process. */
  private static final class DeathException extends RuntimeException {}

  /** Fails with the end of a line, and from then on. */
  private static final class DeadlyStream extends OutputStream {
    private int left;

    DeadlyStream(int lines) {
      this.left = lines;
    }

    @Override
    public void write(int character) {
      if (left == 0 || (character == '\n' && --left == 0)) {
        throw new DeathException();
      }
    }
  }

  /** Runs a command with that standard input; config.yml is added to its arguments. */
  Done run(String input, String... arguments) {
    return run(input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  /** The same with any bytes. */
  Done run(byte[] input, String... arguments) {
    return run(input, new ByteArrayOutputStream(), arguments);
  }

  /** The same, and keeps the bytes of standard output. */
  Done run(byte[] input, ByteArrayOutputStream output, String... arguments) {
    InputStream standardInput = System.in;
    PrintStream standardOutput = System.out;
    PrintStream standardError = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      int exitCode = commandLine().run(withConfig(arguments)).orElseThrow();
      return new Done(
          exitCode,
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(standardInput);
      System.setOut(standardOutput);
      System.setErr(standardError);
    }
  }

  private CommandLine<GatehouseConfiguration> commandLine() {
    JsonLogging logging =
        new JsonLogging(new LogWriter(OutputStream.nullOutputStream()), Level.WARN);
    return new CommandLine<>(
        () -> new GatehouseApplication(environment, logging, clock, false), System.out, System.err);
  }

  private static String[] withConfig(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = Service.configFile().toString();
    return all;
  }
}

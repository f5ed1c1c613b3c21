package dev.gatehouse.platform.commands;

import dev.gatehouse.platform.config.OperatorException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.helper.HelpScreenException;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/**
 * Runs one command of an application and says what went wrong in words for the operator. It stands
 * in for Dropwizard's own, which prints stack traces and to standard output.
 */
public final class CommandLine<C extends Configuration> {
  /** The exit code of a command that did not do its work. */
  public static final int FAILED = 1;

  /** The exit code of a command line that is not understood. */
  public static final int MISUSED = 2;

  private static final String PROGRAM = "gatehouse";
  private static final String SERVER = "server";
  private static final String COMMAND = "gatehouse.command";
  private static final List<String> VERSION_FLAGS = List.of("--version", "-v");

  private final Supplier<? extends Application<C>> maker;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command line.
   *
   * @param maker makes the application, whose constructor begins to log
   */
  public CommandLine(Supplier<? extends Application<C>> maker, PrintStream out, PrintStream err) {
    this.maker = maker;
    this.out = out;
    this.err = err;
  }

  /** Runs the command; the exit code, or none while a server that was started goes on. */
  public OptionalInt run(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (VERSION_FLAGS.contains(first)) {
      out.println(PROGRAM + " " + version());
      return OptionalInt.of(0);
    }
    if (first.equals(SERVER)) {
      // the log writes to the descriptor itself; what any library prints must not get between
      System.setOut(err);
    }
    Application<C> application = maker.get();
    Bootstrap<C> bootstrap = new Bootstrap<>(application);
    bootstrap.addCommand(new ServerCommand<>(application, SERVER, "starts the service") {});
    application.initialize(bootstrap);
    return run(bootstrap, arguments);
  }

  private OptionalInt run(Bootstrap<C> bootstrap, String... arguments) {
    ArgumentParser parser = parser(bootstrap.getCommands());
    Command command;
    Namespace namespace;
    try {
      namespace = parser.parseArgs(arguments);
      command = namespace.get(COMMAND);
    } catch (HelpScreenException e) {
      return OptionalInt.of(0);
    } catch (ArgumentParserException e) {
      PrintWriter writer = new PrintWriter(err, true, StandardCharsets.UTF_8);
      e.getParser().printUsage(writer);
      writer.println(PROGRAM + ": " + e.getMessage());
      writer.flush();
      return OptionalInt.of(MISUSED);
    }
    try {
      command.run(bootstrap, namespace);
      return command.getName().equals(SERVER) ? OptionalInt.empty() : OptionalInt.of(0);
    } catch (Throwable e) {
      report(e);
      return OptionalInt.of(e instanceof MisuseException ? MISUSED : FAILED);
    }
  }

  private ArgumentParser parser(List<Command> commands) {
    ArgumentParser parser =
        ArgumentParsers.newFor("java -jar app.jar").terminalWidthDetection(false).build();
    parser
        .addArgument("-v", "--version")
        .action(Arguments.help())
        .help("show the version and exit");
    Subparsers subparsers = parser.addSubparsers().title("commands").metavar("command");
    for (Command command : commands) {
      Subparser subparser =
          subparsers
              .addParser(command.getName(), true)
              .setDefault(COMMAND, command)
              .help(command.getDescription())
              .description(command.getDescription());
      command.configure(subparser);
    }
    return parser;
  }

  private void report(Throwable failure) {
    Optional<String> expected = messageFor(failure);
    if (expected.isPresent()) {
      err.println(PROGRAM + ": " + expected.get());
      return;
    }
    err.println(PROGRAM + ": unexpected failure");
    failure.printStackTrace(err);
  }

  private static Optional<String> messageFor(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OperatorException || cause instanceof ConfigurationException) {
        return Optional.ofNullable(cause.getMessage()).map(String::strip);
      }
      if (cause.getCause() instanceof BindException) {
        return Optional.of(
            cause.getMessage()
                + ": is another process listening there? Set APP_PORT or APP_ADMIN_PORT to a free"
                + " port.");
      }
    }
    return Optional.empty();
  }

  private static String version() {
    String version = CommandLine.class.getPackage().getImplementationVersion();
    return version == null ? "(built from source)" : version;
  }
}

package dev.gatehouse;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.problems.Failure;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Consumer;
import net.sourceforge.argparse4j.inf.Namespace;

/** A command that works on the configured database and prints what it has done. */
abstract class OperatorCommand extends ConfiguredCommand<GatehouseConfiguration> {
  /** The argument that says which of its tasks a command does. */
  static final String ACTION = "action";

  /** Where the command prints. */
  final PrintStream out;

  private final Clock clock;

  OperatorCommand(String name, String description, Clock clock, PrintStream out) {
    super(name, description);
    this.clock = clock;
    this.out = out;
  }

  @Override
  protected final Class<GatehouseConfiguration> getConfigurationClass() {
    return GatehouseConfiguration.class;
  }

  @Override
  protected final void run(
      Bootstrap<GatehouseConfiguration> dropwizard,
      Namespace arguments,
      GatehouseConfiguration configuration) {
    run(arguments, configuration);
  }

  /**
   * Runs the command.
   *
   * @throws OperatorException if it cannot do all that it was told to
   */
  abstract void run(Namespace arguments, GatehouseConfiguration configuration);

  /** Runs the work without checking the schema or the secrets first. */
  final void onDatabase(GatehouseConfiguration configuration, Consumer<DatabaseBootstrap> work) {
    try (DatabaseBootstrap bootstrap = DatabaseBootstrap.open(configuration)) {
      bootstrap.explain(() -> work.accept(bootstrap));
    }
  }

  /**
   * Does that with the features, on one connection to an up-to-date schema. A secret that does not
   * fit is refused, as what the command recorded would not verify.
   */
  final void onModules(GatehouseConfiguration configuration, Consumer<Modules> work) {
    onDatabase(configuration, bootstrap -> work.accept(modules(bootstrap, configuration)));
  }

  /** The features on a database that is open already. */
  final Modules modules(DatabaseBootstrap bootstrap, GatehouseConfiguration configuration) {
    return Modules.open(
        bootstrap,
        configuration,
        configuration.settings().database().ofOne(),
        new Metrics(Modules.VERSION),
        new ShutdownState(),
        clock);
  }

  /** Says that an argument has a value which the parser refuses. */
  static IllegalStateException impossible(String action) {
    return new IllegalStateException("an action that the parser does not let in: " + action);
  }

  /** The message of a failure for an operator. */
  static String reason(Failure failure) {
    String detail = failure.detail();
    return detail == null ? failure.code().error() : detail;
  }
}

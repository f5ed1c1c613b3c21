package dev.gatehouse.platform.commands;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Namespace;

/** Validates the configuration and touches nothing else. */
public final class CheckCommand<C extends Configuration> extends ConfiguredCommand<C> {
  private final Class<C> type;
  private final Function<C, List<String>> warnings;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * The command for one kind of configuration.
   *
   * @param warnings what is to be said on {@code err} of a configuration that is valid
   */
  public CheckCommand(
      Class<C> type, Function<C, List<String>> warnings, PrintStream out, PrintStream err) {
    super("check", "validates the configuration only");
    this.type = type;
    this.warnings = warnings;
    this.out = out;
    this.err = err;
  }

  @Override
  protected Class<C> getConfigurationClass() {
    return type;
  }

  @Override
  protected void run(Bootstrap<C> bootstrap, Namespace namespace, C configuration) {
    warnings.apply(configuration).forEach(warning -> err.println("warning: " + warning));
    out.println("configuration is valid");
  }
}

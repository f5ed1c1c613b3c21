package dev.gatehouse;

import dev.gatehouse.platform.commands.CheckCommand;
import dev.gatehouse.platform.commands.CommandLine;
import dev.gatehouse.platform.config.ConfigLoader.Loaded;
import dev.gatehouse.platform.config.LayeredConfigurationFactory;
import dev.gatehouse.platform.config.ProcessEnvironment;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;

/** The service, from its parts. */
public final class GatehouseApplication extends Application<GatehouseConfiguration> {
  public static void main(String... arguments) {
    new CommandLine<>(GatehouseApplication::new, System.out, System.err)
        .run(arguments)
        .ifPresent(System::exit);
  }

  @Override
  public String getName() {
    return "gatehouse";
  }

  @Override
  public void initialize(Bootstrap<GatehouseConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        new LayeredConfigurationFactory<>(
            Settings.class,
            Settings::warnings,
            GatehouseApplication::configuration,
            ProcessEnvironment.read()));
    bootstrap.addCommand(
        new CheckCommand<>(
            GatehouseConfiguration.class,
            GatehouseConfiguration::warnings,
            System.out,
            System.err));
  }

  @Override
  public void run(GatehouseConfiguration configuration, Environment environment) {}

  private static GatehouseConfiguration configuration(Loaded<Settings> loaded) {
    return new GatehouseConfiguration(loaded.settings(), loaded.directory(), loaded.warnings());
  }
}

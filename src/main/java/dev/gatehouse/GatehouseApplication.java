package dev.gatehouse;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.commands.CheckCommand;
import dev.gatehouse.platform.commands.CommandLine;
import dev.gatehouse.platform.config.ConfigLoader.Loaded;
import dev.gatehouse.platform.config.LayeredConfigurationFactory;
import dev.gatehouse.platform.config.ProcessEnvironment;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.OutOfMemory;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.rest.JerseySetup;
import dev.gatehouse.platform.server.GatehouseServerFactory;
import dev.gatehouse.platform.server.GracefulShutdown;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, from its parts. */
public final class GatehouseApplication extends Application<GatehouseConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(GatehouseApplication.class);

  /** Times are kept as the database keeps them. */
  private static final Duration TICK = Duration.ofNanos(1000);

  /** The bodies of all requests together may take one part in this many of the heap. */
  private static final int BODY_SHARE = 5;

  private final Map<String, String> environment;
  private final JsonLogging logging;
  private final boolean ownsProcess;
  private final Clock clock;
  private final ShutdownState shutdown = new ShutdownState();
  private final Metrics metrics = new Metrics(Modules.VERSION);

  /**
   * The application in an environment of its own.
   *
   * @param environment the variables that config.yml names
   * @param ownsProcess whether SIGTERM is this application's to handle
   */
  public GatehouseApplication(
      Map<String, String> environment, JsonLogging logging, Clock clock, boolean ownsProcess) {
    this.ownsProcess = ownsProcess;
    this.environment = Map.copyOf(environment);
    this.logging = logging;
    this.clock = Clock.tick(clock, TICK);
    logging.install();
  }

  public static void main(String... arguments) {
    OutOfMemory.watchThreads();
    boolean serves = arguments.length > 0 && arguments[0].equals("server");
    JsonLogging logging = serves ? JsonLogging.ofService() : JsonLogging.ofCommand();
    new CommandLine<>(
            () -> {
              var application =
                  new GatehouseApplication(
                      ProcessEnvironment.read(), logging, Clock.systemUTC(), true);
              if (serves) {
                GracefulShutdown.onSigtermDuringStart();
              }
              return application;
            },
            System.out,
            System.err)
        .run(arguments)
        .ifPresent(System::exit);
  }

  @Override
  protected void bootstrapLogging() {
    // the constructor installs the only log there is
  }

  @Override
  public String getName() {
    return "gatehouse";
  }

  @Override
  public void initialize(Bootstrap<GatehouseConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        new LayeredConfigurationFactory<>(
            Settings.class, Settings::warnings, this::configuration, environment));
    bootstrap.addCommand(
        new CheckCommand<>(
            GatehouseConfiguration.class,
            GatehouseConfiguration::warnings,
            System.out,
            System.err));
    bootstrap.addCommand(new DatabaseCommand(clock, System.out));
    bootstrap.addCommand(new CreateAdminCommand(clock, System.out));
    bootstrap.addCommand(new UsersCommand(clock, System.out, System.err));
    bootstrap.addCommand(new BackupCommand(clock, System.out, System.err, ownsProcess));
    bootstrap.addCommand(new RestoreCommand(clock, System.out, System.err, ownsProcess));
    bootstrap.addCommand(new AuditCommand(clock, System.out));
    bootstrap.addCommand(new JobsCommand(clock, System.out));
    bootstrap.addCommand(new KeysCommand(clock, System.out, System.err));
    bootstrap.addCommand(new DoctorCommand(clock, System.out));
  }

  @Override
  public void run(GatehouseConfiguration configuration, Environment dropwizard) {
    var bootstrap = DatabaseBootstrap.open(configuration);
    dropwizard.lifecycle().manage(bootstrap);
    bootstrap.explain(() -> serve(configuration, bootstrap, dropwizard));
  }

  private void serve(
      GatehouseConfiguration configuration, DatabaseBootstrap bootstrap, Environment dropwizard) {
    var settings = configuration.settings();
    var modules =
        Modules.open(bootstrap, configuration, settings.database(), metrics, shutdown, clock);
    for (Feature feature : modules.features()) {
      feature.managed().forEach(dropwizard.lifecycle()::manage);
      feature.healthChecks().forEach(dropwizard.healthChecks()::register);
      feature.showIn(metrics);
    }
    new JerseySetup(
            modules.authenticator(),
            DatabaseFailures::isUnavailable,
            modules.database().outage()::explains,
            modules.all(Feature::accessRules),
            modules.all(Feature::interceptors),
            modules.pageRequests(),
            settings.http().publicPath())
        .install(dropwizard.jersey(), modules.all(Feature::resources));
    modules.tokens().signingKeys().start();
    bootstrap.makeFirstAdmin(modules.users().users(), System.err);
    configuration.warnings().forEach(LOG::warn);
    modules.keyRing().warnings().forEach(LOG::warn);
    dropwizard
        .lifecycle()
        .addServerLifecycleListener(
            new StartupMessage(Modules.VERSION, bootstrap.description(), System.err));
    takeProcess(bootstrap, settings.http().drain(), dropwizard);
  }

  /** Not in tests: several applications share their process, and none may end it. */
  private void takeProcess(DatabaseBootstrap bootstrap, Duration drain, Environment dropwizard) {
    if (ownsProcess) {
      bootstrap.supervise(GracefulShutdown::exitWithFailure);
      dropwizard
          .lifecycle()
          .addServerLifecycleListener(
              server -> GracefulShutdown.onSigterm(server, shutdown, drain));
    }
  }

  private GatehouseConfiguration configuration(Loaded<Settings> loaded) {
    var configuration =
        new GatehouseConfiguration(loaded.settings(), loaded.directory(), loaded.warnings());
    configuration.setLoggingFactory(logging);
    configuration.setServerFactory(
        new GatehouseServerFactory(
            loaded.settings().http(),
            Runtime.getRuntime().maxMemory() / BODY_SHARE,
            shutdown,
            metrics,
            logging.lines(),
            clock));
    return configuration;
  }
}

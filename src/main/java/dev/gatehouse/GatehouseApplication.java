package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.idempotency.IdempotencyModule;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.mail.MailModule;
import dev.gatehouse.mfa.MfaModule;
import dev.gatehouse.operations.OpenApiModule;
import dev.gatehouse.operations.OperationsModule;
import dev.gatehouse.pages.PagesModule;
import dev.gatehouse.passwords.PasswordsModule;
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
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.rest.JerseySetup;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.server.GatehouseServerFactory;
import dev.gatehouse.platform.server.GracefulShutdown;
import dev.gatehouse.products.ProductsModule;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.sessions.SessionsModule;
import dev.gatehouse.signin.SignInModule;
import dev.gatehouse.tokens.TokensModule;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.UsersModule;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, from its parts. */
public final class GatehouseApplication extends Application<GatehouseConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(GatehouseApplication.class);

  /** Times are kept as the database keeps them. */
  private static final Duration TICK = Duration.ofNanos(1000);

  /** The bodies of all requests together may take one part in this many of the heap. */
  private static final int BODY_SHARE = 5;

  private static final String VERSION =
      Optional.ofNullable(GatehouseApplication.class.getPackage().getImplementationVersion())
          .orElse("unreleased");

  private final Map<String, String> environment;
  private final JsonLogging logging;
  private final boolean ownsProcess;
  private final Clock clock;
  private final ShutdownState shutdown = new ShutdownState();
  private final Metrics metrics = new Metrics(VERSION);

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
                GracefulShutdown.onSigtermBeforeTheStart();
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
    bootstrap.addCommand(new DatabaseCommand(System.out));
    bootstrap.addCommand(new CreateAdminCommand(clock, System.out));
    bootstrap.addCommand(new UsersCommand(clock, System.out, System.err));
    bootstrap.addCommand(new AuditCommand(clock, System.out));
    bootstrap.addCommand(new JobsCommand(clock, System.out));
  }

  @Override
  public void run(GatehouseConfiguration configuration, Environment dropwizard) {
    var foundation = DatabaseBootstrap.open(configuration);
    dropwizard.lifecycle().manage(foundation);
    foundation.explain(() -> assemble(configuration, foundation, dropwizard));
  }

  private void assemble(
      GatehouseConfiguration configuration, DatabaseBootstrap foundation, Environment dropwizard) {
    var settings = configuration.settings();
    var database = foundation.open(settings.database());
    var secrets = foundation.secrets(database);
    var schema = foundation.requireSchema(database);
    var keys = new DerivedKeys(secrets);
    var pageRequests = new PageRequests(keys);
    var idempotency = new IdempotencyModule(keys, database, clock);
    var audit = new AuditModule(settings.audit(), keys, pageRequests, database, clock);
    var limits = new RateLimitModule(settings.limits(), audit.log(), keys, database, clock);
    var jobs = new JobsModule(settings.jobs(), audit.log(), pageRequests, database, clock);
    var passwords = new PasswordsModule(settings.passwords(), database);
    var tokens =
        new TokensModule(
            settings.tokens(), settings.http().publicUrl(), secrets, keys, database, clock);
    tokens.secretCheck().requireMatch();
    var mail =
        new MailModule(
            settings.mail(),
            settings.name(),
            settings.http().publicUrl(),
            configuration.mailFolder(),
            tokens.oneTimeTokens()::isLive,
            keys,
            jobs.queue(),
            limits.limiter(),
            database,
            clock);
    var sessions = new SessionsModule(settings.sessions(), keys, audit.log(), database, clock);
    var notices = new Notices(mail.mailer(), audit.log(), database, clock);
    var mfa =
        new MfaModule(
            settings.name(),
            settings.limits(),
            limits.limiter(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            audit.log(),
            notices,
            keys,
            database,
            clock);
    var users =
        new UsersModule(
            settings.users(),
            jobs.queue(),
            mail.mailer(),
            passwords.policy(),
            passwords.hasher(),
            passwords.passwords(),
            tokens.oneTimeTokens(),
            sessions.sessions(),
            mfa.mfa(),
            mfa.proof(),
            notices,
            audit.log(),
            pageRequests,
            keys,
            database,
            clock);
    var signIn =
        new SignInModule(
            settings.users(),
            settings.limits(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            mfa.mfa(),
            sessions.sessions(),
            tokens.accessTokens(),
            notices,
            audit.log(),
            database,
            metrics,
            clock);
    var products =
        new ProductsModule(
            audit.log(),
            jobs.queue(),
            jobs.jobs(),
            idempotency.idempotency(),
            pageRequests,
            database,
            clock);
    var operations = new OperationsModule(database, schema, shutdown, clock);
    var pages = new PagesModule(settings.name(), settings.http().publicUrl());
    List<Feature> features = new ArrayList<>();
    features.addAll(
        List.of(
            audit,
            jobs,
            limits,
            idempotency,
            mail,
            passwords,
            tokens,
            sessions,
            mfa,
            users,
            signIn,
            products,
            operations,
            pages));
    features.add(new OpenApiModule(VERSION, settings.http().publicUrl(), features));
    List<Object> resources = new ArrayList<>();
    for (Feature feature : features) {
      resources.addAll(feature.resources());
      jobs.addHandlers(feature.jobHandlers());
      jobs.addRecurring(feature.recurring());
      feature.showIn(metrics);
      feature.managed().forEach(dropwizard.lifecycle()::manage);
      feature.healthChecks().forEach(dropwizard.healthChecks()::register);
    }
    new JerseySetup(
            signIn.authenticator(),
            DatabaseFailures::isUnavailable,
            database.outage()::explains,
            features.stream().flatMap(feature -> feature.accessRules().stream()).toList(),
            features.stream().flatMap(feature -> feature.interceptors().stream()).toList(),
            settings.http().publicPath())
        .install(dropwizard.jersey(), resources);
    foundation.makeFirstAdmin(users.users(), System.err);
    configuration.warnings().forEach(LOG::warn);
    dropwizard
        .lifecycle()
        .addServerLifecycleListener(
            new StartupMessage(VERSION, foundation.description(), System.err));
    if (ownsProcess) {
      foundation.supervise(GracefulShutdown::inVain);
      dropwizard
          .lifecycle()
          .addServerLifecycleListener(
              server -> GracefulShutdown.onSigterm(server, shutdown, settings.http().drain()));
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

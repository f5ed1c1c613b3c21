package dev.gatehouse;

import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.database.FailureDiagnosis;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.migrations.TablePrivileges;
import dev.gatehouse.platform.postgres.EmbeddedPostgres;
import dev.gatehouse.platform.security.SecretFile;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.tokens.TokensConfig;
import dev.gatehouse.users.UserService;
import io.dropwizard.lifecycle.Managed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the database and the secret for the service and its commands. With an external database
 * both are configured; the embedded one is started, or joined if it runs, and its secret is made.
 */
final class DatabaseBootstrap implements Managed, AutoCloseable {
  private static final String SECRET_FILE = "jwt-secret";

  /** Leaves time to stop it before the process is killed. */
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  /** The same for somebody who only looks, and has promised to be through in 30 s. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  private final GatehouseConfiguration configuration;
  private final DatabaseUrl url;
  private final @Nullable EmbeddedPostgres embedded;
  private volatile @Nullable Database database;

  private DatabaseBootstrap(
      GatehouseConfiguration configuration, DatabaseUrl url, @Nullable EmbeddedPostgres embedded) {
    this.configuration = configuration;
    this.url = url;
    this.embedded = embedded;
  }

  static DatabaseBootstrap open(GatehouseConfiguration configuration) {
    return open(configuration, LONGEST_START);
  }

  private static DatabaseBootstrap open(
      GatehouseConfiguration configuration, Duration longestStart) {
    Optional<DatabaseUrl> external = configuration.settings().database().address();
    if (external.isPresent()) {
      return new DatabaseBootstrap(configuration, external.get(), null);
    }
    // whatever ends the process early, SIGTERM or a start that is refused, must not leave it behind
    var laid = new CompletableFuture<DatabaseBootstrap>();
    Thread leave = new Thread(() -> leave(laid, longestStart), "leave-embedded-database");
    Runtime.getRuntime().addShutdownHook(leave);
    try {
      EmbeddedPostgres embedded = EmbeddedPostgres.startOrJoin(configuration.dataDir());
      var bootstrap = new DatabaseBootstrap(configuration, embedded.url(), embedded);
      laid.complete(bootstrap);
      return bootstrap;
    } finally {
      laid.cancel(false);
    }
  }

  /**
   * The database for somebody who only looks: a running embedded one is used as it is, another one
   * is started, and none is set up.
   *
   * @return empty if the embedded database was never set up
   */
  static Optional<DatabaseBootstrap> look(GatehouseConfiguration configuration) {
    Optional<DatabaseUrl> running =
        configuration.settings().embedded()
            ? EmbeddedPostgres.running(configuration.dataDir())
            : Optional.empty();
    if (running.isPresent()) {
      return Optional.of(new DatabaseBootstrap(configuration, running.get(), null));
    }
    return configuration.settings().embedded() && !EmbeddedPostgres.exists(configuration.dataDir())
        ? Optional.empty()
        : Optional.of(open(configuration, LONGEST_LOOK));
  }

  /** A server that is being started can be stopped only once it has started. */
  private static void leave(CompletableFuture<DatabaseBootstrap> laid, Duration longestStart) {
    try {
      laid.get(longestStart.toSeconds(), TimeUnit.SECONDS).close();
    } catch (CancellationException | ExecutionException | TimeoutException e) {
      // there is nothing to leave
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  DatabaseUrl url() {
    return url;
  }

  /**
   * Opens the database, until this is closed.
   *
   * @throws OperatorException if it cannot be used
   */
  Database open(DatabaseConfig config) {
    Database opened = Database.open(url, config);
    database = opened;
    return opened;
  }

  /**
   * Does what stands on it.
   *
   * @throws OperatorException instead of any failure of the database
   */
  void explain(Runnable work) {
    new FailureDiagnosis(url).explain(work);
  }

  /** Where the database is, for an operator. */
  String description() {
    return embedded == null ? url.toString() : url + " (embedded)";
  }

  /**
   * The secrets. That of the embedded database is made if nothing was made with one yet, so ask
   * before anything is written there.
   *
   * @throws OperatorException if the secret that the embedded database was set up with is gone
   */
  Secrets secrets(Database database) {
    TokensConfig tokens = configuration.settings().tokens();
    Optional<SecretString> previous = Optional.ofNullable(tokens.previousSecret());
    SecretString configured = tokens.secret();
    if (configured != null) {
      return new Secrets(configured, previous);
    }
    if (embedded == null) {
      throw new IllegalStateException("a configuration without a secret is refused before");
    }
    Path file = secretFile(configuration);
    SecretString kept = SecretFile.readOrCreate(file, () -> KeyRing.isSecretInUse(database));
    return new Secrets(kept, previous, file.toString());
  }

  /**
   * The secrets if there are any yet; none is made.
   *
   * @throws OperatorException as {@link #secrets} does
   */
  Optional<Secrets> findSecrets(Database database) {
    TokensConfig tokens = configuration.settings().tokens();
    Path file = secretFile(configuration);
    return tokens.secret() != null
        ? Optional.of(secrets(database))
        : SecretFile.find(file, () -> KeyRing.isSecretInUse(database))
            .map(
                kept ->
                    new Secrets(
                        kept, Optional.ofNullable(tokens.previousSecret()), file.toString()));
  }

  /**
   * The secrets that are there already, without starting anything; empty if that of the embedded
   * database is not made yet.
   */
  static Optional<Secrets> keptSecrets(GatehouseConfiguration configuration) {
    TokensConfig tokens = configuration.settings().tokens();
    Optional<SecretString> previous = Optional.ofNullable(tokens.previousSecret());
    SecretString configured = tokens.secret();
    Path file = secretFile(configuration);
    return configured == null
        ? SecretFile.find(file, () -> false)
            .map(kept -> new Secrets(kept, previous, file.toString()))
        : Optional.of(new Secrets(configured, previous));
  }

  /** Where the secret of the embedded database is. */
  static Path secretFile(GatehouseConfiguration configuration) {
    return configuration.dataDir().resolve(SECRET_FILE);
  }

  /**
   * Lets work begin on an up-to-date schema alone. The embedded database is brought up to date; an
   * external one is its operator's to migrate.
   *
   * @return the check, to be asked again later
   */
  SchemaCheck requireSchema(Database database) {
    SchemaCheck schema = new SchemaCheck(database.dataSource());
    if (embedded == null) {
      TablePrivileges.require(url);
    } else if (schema.state().isBehind()) {
      new Migrations(url).migrate();
    }
    schema.requireNotBehind();
    return schema;
  }

  /**
   * Starts the embedded database again whenever it dies.
   *
   * @param gaveUp is told why, if it does not stay up
   */
  void supervise(Consumer<String> gaveUp) {
    if (embedded != null) {
      embedded.supervise(gaveUp);
    }
  }

  /** Makes the administrator of a new embedded database. */
  void makeFirstAdmin(UserService users, PrintStream operator) {
    if (embedded != null) {
      FirstAdmin.makeIfEmpty(users, operator);
    }
  }

  @Override
  public void stop() {
    close();
  }

  /** Stops the embedded database if it was started here. */
  @Override
  public void close() {
    Database opened = database;
    if (opened != null) {
      // first, as it would take the end of the server for a loss
      opened.stop();
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}

package dev.gatehouse;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.database.EmbeddedPostgres;
import dev.gatehouse.platform.database.Migrations;
import dev.gatehouse.platform.database.SchemaCheck;
import dev.gatehouse.platform.security.KeptSecret;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.users.UserService;
import io.dropwizard.lifecycle.Managed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service and its commands stand on: where the database is and which secret there is. With
 * an external database both are configured; the embedded one is started, or joined if it runs, and
 * its secret is made.
 */
final class Foundation implements Managed, AutoCloseable {
  private static final String SECRET_FILE = "jwt-secret";

  private final DatabaseUrl url;
  private final Secrets secrets;
  private final @Nullable EmbeddedPostgres embedded;

  private Foundation(DatabaseUrl url, Secrets secrets, @Nullable EmbeddedPostgres embedded) {
    this.url = url;
    this.secrets = secrets;
    this.embedded = embedded;
  }

  static Foundation lay(GatehouseConfiguration configuration) {
    Settings settings = configuration.settings();
    Optional<SecretString> previous = Optional.ofNullable(settings.tokens().previousSecret());
    Optional<DatabaseUrl> external = settings.database().address();
    if (external.isPresent()) {
      SecretString secret = settings.tokens().secret();
      if (secret == null) {
        throw new IllegalStateException("a configuration without a secret is refused before");
      }
      return new Foundation(external.get(), new Secrets(secret, previous), null);
    }
    Path dataDir = configuration.dataDir();
    EmbeddedPostgres embedded = EmbeddedPostgres.startOrJoin(dataDir);
    // whatever ends the process early, SIGTERM or a start that is refused, must not leave it behind
    Thread leave = new Thread(embedded::close, "leave-embedded-database");
    Runtime.getRuntime().addShutdownHook(leave);
    SecretString secret =
        Optional.ofNullable(settings.tokens().secret())
            .orElseGet(() -> KeptSecret.readOrMake(dataDir.resolve(SECRET_FILE)));
    return new Foundation(embedded.url(), new Secrets(secret, previous), embedded);
  }

  DatabaseUrl url() {
    return url;
  }

  Secrets secrets() {
    return secrets;
  }

  /**
   * Lets work begin on an up-to-date schema alone. The embedded database is brought up to date; an
   * external one is its operator's to migrate.
   *
   * @return the check, to be asked again later
   */
  SchemaCheck demandSchema(Database database) {
    SchemaCheck schema = new SchemaCheck(database.dataSource());
    if (embedded != null && schema.state().isBehind()) {
      new Migrations(database.longRunning()).migrate();
    }
    schema.demand();
    return schema;
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
    if (embedded != null) {
      embedded.close();
    }
  }
}

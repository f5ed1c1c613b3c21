package dev.gatehouse;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.tokens.TokensModule;
import java.util.function.BiConsumer;

/**
 * What a command works on: one connection to an up-to-date schema, and the keys that what is stored
 * there was made with.
 */
final class DatabaseOfCommand {
  private DatabaseOfCommand() {}

  /** A secret that does not fit is refused: what a command records would not verify. */
  static void use(GatehouseConfiguration configuration, BiConsumer<DerivedKeys, Database> command) {
    try (DatabaseBootstrap bootstrap = DatabaseBootstrap.open(configuration)) {
      bootstrap.explain(() -> use(bootstrap, configuration, command));
    }
  }

  private static void use(
      DatabaseBootstrap bootstrap,
      GatehouseConfiguration configuration,
      BiConsumer<DerivedKeys, Database> command) {
    Database database = bootstrap.open(configuration.settings().database().ofOne());
    Secrets secrets = bootstrap.secrets(database);
    bootstrap.requireSchema(database);
    var keys = new DerivedKeys(secrets);
    TokensModule.secretCheck(secrets, keys, database).requireMatch();
    command.accept(keys, database);
  }
}

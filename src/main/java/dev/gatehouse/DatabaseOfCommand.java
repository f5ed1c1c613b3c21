package dev.gatehouse;

import dev.gatehouse.platform.database.Database;
import java.util.function.BiConsumer;

/** What a command works on: one connection to an up-to-date schema, without a server. */
final class DatabaseOfCommand {
  private DatabaseOfCommand() {}

  static void use(GatehouseConfiguration configuration, BiConsumer<Foundation, Database> command) {
    try (Foundation foundation = Foundation.lay(configuration)) {
      Database database =
          Database.open(foundation.url(), configuration.settings().database().ofOne());
      try {
        foundation.demandSchema(database);
        command.accept(foundation, database);
      } finally {
        database.stop();
      }
    }
  }
}

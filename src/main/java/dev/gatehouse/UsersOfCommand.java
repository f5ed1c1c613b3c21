package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.mfa.MfaModule;
import dev.gatehouse.passwords.PasswordsModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.http.Lists;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.sessions.SessionsModule;
import dev.gatehouse.users.UsersModule;
import java.time.Clock;
import java.util.function.Consumer;

/** The people as a command needs them: on one connection, without a server. */
final class UsersOfCommand {
  private UsersOfCommand() {}

  static void use(
      GatehouseConfiguration configuration, Clock clock, Consumer<UsersModule> command) {
    Settings settings = configuration.settings();
    try (Foundation foundation = Foundation.lay(configuration)) {
      Database database = Database.open(foundation.url(), settings.database().ofOne());
      try {
        foundation.demandSchema(database);
        command.accept(wire(settings, foundation, database, clock));
      } finally {
        database.stop();
      }
    }
  }

  private static UsersModule wire(
      Settings settings, Foundation foundation, Database database, Clock clock) {
    var keys = new DerivedKeys(foundation.secrets());
    var lists = new Lists(keys);
    var audit = new AuditModule(settings.audit(), keys, lists, database, clock).log();
    var sessions = new SessionsModule(settings.sessions(), keys, audit, database, clock);
    var limits = new RateLimitModule(settings.limits(), keys, database, clock);
    var passwords = new PasswordsModule(settings.passwords(), database);
    var mfa =
        new MfaModule(
            settings.name(), limits, passwords, audit, userId -> {}, keys, database, clock);
    return new UsersModule(
        settings.users(), passwords, mfa, sessions.sessions(), audit, lists, database, clock);
  }
}

package dev.gatehouse;

import dev.gatehouse.platform.commands.Terminal;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.migrations.SchemaState;
import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * Migrates the schema, rolls it back, or reports its state. MigrationsBundle's commands are not
 * used: they take a data source from the configuration, where this service has a URL or its
 * embedded server, and they wait for Liquibase's lock, which a killed process never releases.
 */
final class DatabaseCommand extends OperatorCommand {
  private static final String COUNT = "count";
  private static final String YES = "yes";
  private static final String FORCE = "force";

  DatabaseCommand(Clock clock, PrintStream out) {
    super(
        "db", "migrates the schema, tells where it stands, or takes change sets back", clock, out);
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument(ACTION)
        .choices("migrate", "status", "sql", "rollback")
        .help("migrate applies what is missing, sql prints what it would run");
    parser
        .addArgument("--count")
        .dest(COUNT)
        .type(Integer.class)
        .setDefault(1)
        .help("how many change sets rollback takes back, the newest first");
    parser
        .addArgument("--yes")
        .dest(YES)
        .action(Arguments.storeTrue())
        .help("rollback: do not ask");
    parser
        .addArgument("--force")
        .dest(FORCE)
        .action(Arguments.storeTrue())
        .help("rollback: even while nodes are at work");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    onDatabase(configuration, bootstrap -> act(arguments, bootstrap.url()));
  }

  private void act(Namespace arguments, DatabaseUrl url) {
    Database.requireUsable(url.forMigrations());
    Migrations migrations = new Migrations(url);
    String action = arguments.getString(ACTION);
    switch (action) {
      case "migrate" -> migrate(migrations);
      case "status" -> out.println(describe(migrations.status()));
      case "sql" -> out.println(migrations.pendingSql());
      case "rollback" -> rollback(migrations, arguments);
      default -> throw impossible(action);
    }
  }

  private void migrate(Migrations migrations) {
    int before = migrations.status().pending().size();
    migrations.migrate();
    out.println(before == 0 ? "the schema is up to date" : "applied " + before + " change sets");
  }

  private void rollback(Migrations migrations, Namespace arguments) {
    int count = arguments.getInt(COUNT);
    if (count < 1) {
      throw new OperatorException("--count must be at least 1");
    }
    List<String> taken = migrations.requireApplied(count);
    int live = arguments.getBoolean(FORCE) ? 0 : migrations.liveSessions();
    if (live > 0) {
      throw new OperatorException(
          "The database is in use: nodes or commands are at work there (connections: %d). Stop them first (one that has stopped is seen for 70 s more behind PgBouncer), or add --force. Nothing was changed."
              .formatted(live));
    }
    if (!arguments.getBoolean(YES)) {
      requireConsent(taken);
    }
    migrations.rollback(count);
    out.println(describe(migrations.status()));
  }

  private static void requireConsent(List<String> taken) {
    String what =
        "%s, and the data in what %s made"
            .formatted(String.join(", ", taken), taken.size() == 1 ? "it" : "they");
    Console console =
        Terminal.find()
            .orElseThrow(
                () ->
                    new OperatorException(
                        "This takes back %s. Add --yes, as there is no terminal to ask at. Nothing was changed."
                            .formatted(what)));
    String answer = console.readLine("This takes back %s. Go on? (yes/no) ", what);
    if (!"yes".equalsIgnoreCase(String.valueOf(answer).strip())) {
      throw new OperatorException("Nothing was changed");
    }
  }

  private static String describe(SchemaState state) {
    StringBuilder text = new StringBuilder();
    text.append(state.isBehind() ? "behind; pending change sets:" : "the schema is up to date");
    state.pending().forEach(id -> text.append("\n  ").append(id));
    if (state.isAhead()) {
      text.append("\nof a newer release:");
      state.unknown().forEach(id -> text.append("\n  ").append(id));
    }
    return text.toString();
  }
}

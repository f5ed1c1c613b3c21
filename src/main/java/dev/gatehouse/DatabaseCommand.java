package dev.gatehouse;

import dev.gatehouse.platform.commands.Terminal;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.migrations.SchemaState;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Brings the schema forward and back, or tells where it stands. */
final class DatabaseCommand extends ConfiguredCommand<GatehouseConfiguration> {
  private static final String ACTION = "action";
  private static final String COUNT = "count";
  private static final String YES = "yes";
  private static final String FORCE = "force";

  private final PrintStream out;

  DatabaseCommand(PrintStream out) {
    super("db", "migrates the schema, tells where it stands, or takes change sets back");
    this.out = out;
  }

  @Override
  protected Class<GatehouseConfiguration> getConfigurationClass() {
    return GatehouseConfiguration.class;
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
  protected void run(
      Bootstrap<GatehouseConfiguration> bootstrap,
      Namespace namespace,
      GatehouseConfiguration configuration) {
    try (DatabaseBootstrap foundation = DatabaseBootstrap.open(configuration)) {
      foundation.explain(() -> act(namespace, foundation.url()));
    }
  }

  private void act(Namespace namespace, DatabaseUrl url) {
    Database.requireUsable(url.forMigrations());
    Migrations migrations = new Migrations(url);
    switch (namespace.getString(ACTION)) {
      case "migrate" -> migrate(migrations);
      case "status" -> out.println(describe(migrations.status()));
      case "sql" -> out.println(migrations.pendingSql());
      case "rollback" -> rollback(migrations, namespace);
      default -> throw new IllegalStateException("an action that the parser does not let in");
    }
  }

  private void migrate(Migrations migrations) {
    int before = migrations.status().pending().size();
    migrations.migrate();
    out.println(before == 0 ? "the schema is up to date" : "applied " + before + " change sets");
  }

  private void rollback(Migrations migrations, Namespace namespace) {
    int count = namespace.getInt(COUNT);
    if (count < 1) {
      throw new OperatorException("--count must be at least 1");
    }
    List<String> taken = migrations.requireApplied(count);
    int live = namespace.getBoolean(FORCE) ? 0 : migrations.liveSessions();
    if (live > 0) {
      throw new OperatorException(
          "The database is in use: nodes or commands are at work there (connections: %d). Stop them first (one that has stopped is seen for 70 s more behind PgBouncer), or add --force. Nothing was changed."
              .formatted(live));
    }
    if (!namespace.getBoolean(YES)) {
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

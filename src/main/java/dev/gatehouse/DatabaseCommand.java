package dev.gatehouse;

import dev.gatehouse.platform.config.OperatorFailure;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Migrations;
import dev.gatehouse.platform.database.SchemaState;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Brings the schema forward and back, or tells where it stands. */
final class DatabaseCommand extends ConfiguredCommand<GatehouseConfiguration> {
  private static final String ACTION = "action";
  private static final String COUNT = "count";

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
    super.configure(parser);
  }

  @Override
  protected void run(
      Bootstrap<GatehouseConfiguration> bootstrap,
      Namespace namespace,
      GatehouseConfiguration configuration) {
    try (Foundation foundation = Foundation.lay(configuration)) {
      Migrations migrations = new Migrations(Database.longRunning(foundation.url()));
      switch (namespace.getString(ACTION)) {
        case "migrate" -> migrate(migrations);
        case "status" -> out.println(describe(migrations.status()));
        case "sql" -> out.println(migrations.pendingSql());
        case "rollback" -> rollback(migrations, namespace.getInt(COUNT));
        default -> throw new IllegalStateException("an action that the parser does not let in");
      }
    }
  }

  private void migrate(Migrations migrations) {
    int before = migrations.status().pending().size();
    migrations.migrate();
    out.println(before == 0 ? "the schema is up to date" : "applied " + before + " change sets");
  }

  private void rollback(Migrations migrations, int count) {
    if (count < 1) {
      throw new OperatorFailure("--count must be at least 1");
    }
    migrations.rollback(count);
    out.println(describe(migrations.status()));
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

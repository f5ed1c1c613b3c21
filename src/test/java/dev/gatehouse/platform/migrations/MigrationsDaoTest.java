package dev.gatehouse.platform.migrations;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MigrationsDaoTest {
  private final DatabaseUrl url = TestDatabase.empty();
  private final DataSource source = Database.longRunning(url);
  private final Migrations migrations = new Migrations(url);

  @Test
  void anEmptyDatabaseIsBehindAndUnchangedByTheCheck() {
    SchemaState state = migrations.status();

    assertThat(state.isBehind()).isTrue();
    assertThat(state.pending()).startsWith("001-platform-extensions");
    assertThat(tables()).isZero();
    assertThatThrownBy(() -> new SchemaCheck(source).requireNotBehind())
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("db migrate");
  }

  @Test
  void concurrentMigrationsBothSucceed() {
    CompletableFuture<Void> one = CompletableFuture.runAsync(migrations::migrate);
    CompletableFuture<Void> other = CompletableFuture.runAsync(new Migrations(url)::migrate);

    assertThat(CompletableFuture.allOf(one, other)).succeedsWithin(30, TimeUnit.SECONDS);
    assertThat(migrations.status().isBehind()).isFalse();
    new SchemaCheck(source).requireNotBehind();
  }

  @Test
  void aMigrationThatWasKilledLeavesNoLock() throws Exception {
    try (Connection killed = source.getConnection();
        Statement statement = killed.createStatement()) {
      killed.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + 0x6761_7465_686f_7573L + ")");
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(migrations::migrate);
      awaitWaiter();
      TestDatabase.execute(
          url,
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
              + " and database = (select oid from pg_database where datname = current_database())");

      assertThat(waiting).succeedsWithin(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aRolledBackChangeSetCanBeAppliedAgain() {
    migrations.migrate();
    int all = Changelog.packaged().size();

    migrations.rollback(all);
    assertThat(migrations.status().pending()).hasSize(all);

    migrations.migrate();
    assertThat(migrations.status().pending()).isEmpty();
  }

  @Test
  void sessionsOfMigrationsAndClosingOnesAreNotLive() throws Exception {
    try (Connection own = Database.longRunning(url.forMigrations()).getConnection();
        Connection node = source.getConnection()) {
      assertThat(own.isValid(1)).isTrue();
      assertThat(migrations.liveSessions()).isEqualTo(1);

      Executor later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> close(node), later);
      assertThat(migrations.liveSessions()).isZero();
      end.join();
    }
  }

  @Test
  void nodesAreRecognisedByTheApplicationNameInTheUrl() throws Exception {
    DatabaseUrl named = DatabaseUrl.parse(url.reveal() + "?ApplicationName=" + "n".repeat(70));
    try (Connection node = Database.longRunning(named).getConnection()) {
      assertThat(node.isValid(1)).isTrue();
      assertThat(new Migrations(named).liveSessions()).isEqualTo(1);
      assertThat(migrations.liveSessions()).isZero();
    }
  }

  @Test
  void moreThanIsAppliedIsNotRolledBack() {
    migrations.migrate();
    int all = Changelog.packaged().size();

    assertThatThrownBy(() -> migrations.rollback(all + 1))
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll(String.valueOf(all + 1), "only " + all + " are applied");
    assertThat(migrations.status().applied()).hasSize(all);
  }

  @Test
  void changeSetsOfANewerReleaseAreNotRolledBack() {
    migrations.migrate();
    TestDatabase.execute(
        url,
        "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
            + " exectype) values ('900-future', 'gatehouse', 'migrations/900-future.sql', now(),"
            + " 900, 'EXECUTED')");

    assertThatThrownBy(() -> migrations.rollback(1))
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll("900-future", "newer release");
  }

  @Test
  void aNewerSchemaIsAheadAndAllowed() {
    migrations.migrate();
    TestDatabase.execute(
        url,
        "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
            + " exectype) values ('900-future', 'gatehouse', 'migrations/900-future.sql', now(),"
            + " 900, 'EXECUTED')");

    SchemaState state = migrations.status();

    assertThat(state.isAhead()).isTrue();
    assertThat(state.unknown()).containsExactly("900-future");
    new SchemaCheck(source).requireNotBehind();
  }

  @Test
  void liquibasePrintsNothing() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    // as in the service; a test before may have left its log on the console
    Logger log = (Logger) LoggerFactory.getLogger("liquibase");
    Level level = log.getLevel();
    log.setLevel(Level.WARN);
    try {
      migrations.migrate();
      assertThat(migrations.pendingSql()).doesNotContain("pg_trgm");
    } finally {
      log.setLevel(level);
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private void awaitWaiter() throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      await().alias("somebody who waits for the lock").until(() -> isSomebodyWaiting(statement));
    }
  }

  private static boolean isSomebodyWaiting(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            // it polls for the lock and rolls back each try that fails
            "select 1 from pg_stat_activity where datname = current_database()"
                + " and application_name like 'migrations of %' and query = 'ROLLBACK'")) {
      return rows.next();
    }
  }

  private int tables() {
    return org.jdbi.v3.core.Jdbi.create(source)
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from pg_stat_user_tables")
                    .mapTo(Integer.class)
                    .one());
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

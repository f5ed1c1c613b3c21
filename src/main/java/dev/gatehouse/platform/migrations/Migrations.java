package dev.gatehouse.platform.migrations;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.database.FailureDiagnosis;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the schema and rolls it back. Concurrent processes take turns, and a killed one leaves
 * no lock behind.
 */
public final class Migrations {
  /** Held while a migration is under way: an arbitrary number that must never change. */
  public static final long LOCK = 0x6761_7465_686f_7573L;

  /** Liquibase names a failed change set file::id::author. */
  private static final Pattern CHANGE_SET =
      Pattern.compile("changeset migrations/[^:]*::([^:]+)::");

  /** An idle node still compares its clock with the database's every minute. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(70);

  /** How long a closed session may take to end. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** PgBouncer keeps idle connections of nodes that are gone. */
  private static final String LIVE_SESSIONS =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and application_name = cast(:nodes as name)
        and (state <> 'idle' or state_change is null
          or state_change > clock_timestamp() - :millis * interval '1 millisecond')
      """;

  private final DataSource source;
  private final String nodes;
  private final FailureDiagnosis failureDiagnosis;

  /** Creates migrations that run outside any pool and without time limits. */
  public Migrations(DatabaseUrl url) {
    this.source = Database.longRunning(url.forMigrations());
    this.nodes = url.applicationName();
    this.failureDiagnosis = new FailureDiagnosis(url);
  }

  /** Compares the schema with this release, without changing it. */
  public SchemaState status() {
    return new SchemaCheck(source).state();
  }

  /** Applies the pending change sets. */
  public void migrate() {
    withLock(liquibase -> liquibase.update(new Contexts()));
  }

  /** The tables that the change sets of this release create. */
  public static List<String> tables() {
    return Changelog.tables();
  }

  /** The sequences that they create, besides those of identity columns. */
  public static List<String> sequences() {
    return Changelog.sequences();
  }

  /** The ids of the first change sets of this release, in order. */
  public static List<String> first(int count) {
    return Changelog.packaged().stream().limit(count).map(Changelog.ChangeSet::id).toList();
  }

  /**
   * Brings the schema to the first change sets of this release: applies what is missing, or rolls
   * back what is beyond them.
   *
   * @throws OperatorException if others are applied, or in another order
   */
  public void migrateTo(int count) {
    SchemaState state = status();
    int applied = state.applied().size();
    if (state.isAhead() || !state.applied().equals(first(applied))) {
      throw new OperatorException(
          "The schema of the database has other change sets than the first of this release. Use a database without tables, or one that this release has migrated. Nothing was changed.");
    }
    if (applied > count) {
      rollback(applied - count);
    } else if (applied < count) {
      withLock(
          liquibase -> liquibase.update(count - applied, new Contexts(), new LabelExpression()));
    }
  }

  /**
   * Rolls back the newest change sets.
   *
   * @throws OperatorException if fewer are applied, or some are of a newer release
   */
  public void rollback(int count) {
    requireApplied(count);
    withLock(liquibase -> liquibase.rollback(count, ""));
  }

  /**
   * The ids of the newest {@code count} change sets, newest first, if {@link #rollback} can take
   * them back.
   */
  public List<String> requireApplied(int count) {
    SchemaState state = status();
    if (state.isAhead()) {
      throw new OperatorException(
          "The schema has change sets of a newer release (%s); roll them back with that release first."
              .formatted(String.join(", ", state.unknown())));
    }
    List<String> applied = new ArrayList<>(state.applied());
    if (count > applied.size()) {
      throw new OperatorException(
          "%d change sets cannot be rolled back: only %d are applied. Nothing was changed."
              .formatted(count, applied.size()));
    }
    Collections.reverse(applied);
    return List.copyOf(applied.subList(0, count));
  }

  /** The number of live connections of nodes or commands. */
  public int liveSessions() {
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    try (Handle handle = Jdbi.create(source).open()) {
      int live = countLive(handle);
      while (live > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(PAUSE.toNanos());
        live = countLive(handle);
      }
      return live;
    }
  }

  private int countLive(Handle handle) {
    return handle
        .createQuery(LIVE_SESSIONS)
        .bind("nodes", nodes)
        .bind("millis", MAX_SILENCE.toMillis())
        .mapTo(Integer.class)
        .one();
  }

  /** The SQL that {@link #migrate} would run. */
  public String pendingSql() {
    StringWriter sql = new StringWriter();
    withLock(liquibase -> liquibase.updateSql(new Contexts(), new LabelExpression(), sql));
    return sql.toString();
  }

  private void withLock(Work work) {
    try (Connection lock = source.getConnection()) {
      // bound to a transaction, because a session lock does not work behind PgBouncer
      lock.setAutoCommit(false);
      while (!takes(lock)) {
        // an index that is created concurrently would wait for a statement that waits for the lock
        lock.rollback();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      try (Statement statement = lock.createStatement()) {
        // it idles as long as the migration takes; and another statement ends the snapshot of the
        // last one, for which such an index would wait as well
        statement.execute("set local idle_in_transaction_session_timeout = 0");
      }
      run(work);
      lock.rollback();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static boolean takes(Connection lock) throws SQLException {
    try (Statement statement = lock.createStatement();
        ResultSet taken =
            statement.executeQuery("select pg_try_advisory_xact_lock(" + LOCK + ")")) {
      return taken.next() && taken.getBoolean(1);
    }
  }

  private void run(Work work) throws SQLException {
    Map<String, Object> scope =
        Map.of(Scope.Attr.ui.name(), new LoggerUIService(), AnalyticsArgs.ENABLED.getKey(), false);
    try (Connection connection = source.getConnection()) {
      PostgresDatabase database = new PostgresDatabase();
      database.setConnection(new JdbcConnection(connection));
      Scope.child(
          scope,
          () -> {
            Liquibase liquibase =
                new Liquibase(
                    Changelog.RESOURCE,
                    new ClassLoaderResourceAccessor(Migrations.class.getClassLoader()),
                    database);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            work.with(liquibase);
          });
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private OperatorException failed(Exception e) {
    String where =
        CHANGE_SET
            .matcher(String.valueOf(e.getMessage()))
            .results()
            .findFirst()
            .map(set -> " at " + set.group(1))
            .orElse("");
    String why =
        DatabaseFailures.sqlOf(e)
            .map(failureDiagnosis::sentence)
            .orElseGet(
                () -> String.valueOf(rootOf(e).getMessage()).replaceAll("\\s+", " ").strip());
    return new OperatorException(
        "The migration stopped%s: %s What was applied before it stays; run it again once that is fixed."
            .formatted(where, why.endsWith(".") ? why : why + "."),
        e);
  }

  /** Finds the original message; wrappers prefix class names. */
  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable cause = root; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  @FunctionalInterface
  private interface Work {
    void with(Liquibase liquibase) throws LiquibaseException;
  }
}

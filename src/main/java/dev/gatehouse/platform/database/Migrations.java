package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorFailure;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
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

/**
 * Brings the schema forward and back. Any number of processes may try at once, one at a time does
 * it, and one that is killed leaves no lock behind.
 */
public final class Migrations {
  /** Any number, but never another one. */
  private static final long LOCK = 0x6761_7465_686f_7573L;

  private final DataSource source;

  /**
   * Migrations of a database.
   *
   * @param source of connections without limits of time, see {@link Database#longRunning}
   */
  public Migrations(DataSource source) {
    this.source = source;
  }

  /** What the schema lacks and has, without touching it. */
  public SchemaState status() {
    return new SchemaCheck(source).state();
  }

  /** Applies what is missing. */
  public void migrate() {
    alone(liquibase -> liquibase.update(new Contexts()));
  }

  /** Takes back the newest change sets. */
  public void rollback(int count) {
    alone(liquibase -> liquibase.rollback(count, ""));
  }

  /** The SQL that {@link #migrate} would run. */
  public String pendingSql() {
    StringWriter sql = new StringWriter();
    alone(liquibase -> liquibase.updateSql(new Contexts(), new LabelExpression(), sql));
    return sql.toString();
  }

  private void alone(Work work) {
    try (Connection lock = source.getConnection()) {
      // Bound to a transaction, not to the session, it holds behind PgBouncer as well.
      lock.setAutoCommit(false);
      try (Statement statement = lock.createStatement()) {
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      }
      run(work);
      lock.rollback();
    } catch (SQLException e) {
      throw failed(e);
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

  private static OperatorFailure failed(Exception e) {
    return new OperatorFailure("The migration failed: " + e.getMessage(), e);
  }

  @FunctionalInterface
  private interface Work {
    void with(Liquibase liquibase) throws LiquibaseException;
  }
}

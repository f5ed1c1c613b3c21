package dev.gatehouse.testing;

import static dev.gatehouse.testing.Await.await;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of a test, which holds its locks until it is committed or closed. */
public final class OpenTransaction implements AutoCloseable {
  private final DatabaseUrl database;
  private final Connection connection;

  private OpenTransaction(DatabaseUrl database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Begins a transaction by running SQL in it. */
  public static OpenTransaction running(DatabaseUrl database, String sql) {
    try {
      Connection connection = Database.longRunning(database).getConnection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return new OpenTransaction(database, connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until this many transactions wait for this one, directly or through another. */
  public void awaitWaiters(int count) {
    await()
        .alias(count + " transactions waiting for a lock of the test")
        .until(
            () ->
                TestDatabase.text(
                    database,
                    """
                    select count(*) >= %d from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """
                        .formatted(count)),
            "t"::equals);
  }

  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

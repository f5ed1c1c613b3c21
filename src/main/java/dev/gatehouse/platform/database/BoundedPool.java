package dev.gatehouse.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pool, where the wait for a connection and the wait for the server on it have one limit
 * together: what was spent on the first is taken off the second. Else a frozen database would cost
 * a caller the sum.
 */
final class BoundedPool extends HikariDataSource {
  private static final long UNNOTICEABLE_MILLIS = 50;
  private static final long LEAST_MILLIS = 250;

  private final long totalMillis;

  BoundedPool(HikariConfig config, Duration total) {
    super(config);
    this.totalMillis = total.toMillis();
  }

  @Override
  public Connection getConnection() throws SQLException {
    long asked = System.nanoTime();
    Connection connection = super.getConnection();
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
    if (waited > UNNOTICEABLE_MILLIS) {
      limit(connection, Math.max(LEAST_MILLIS, totalMillis - waited));
    }
    return connection;
  }

  /** The pool itself puts the usual limit back when the connection is returned. */
  private static void limit(Connection connection, long millis) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) millis);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}

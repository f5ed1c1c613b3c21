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
    try {
      deduct(connection, asked);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Takes what was waited since that moment of {@link System#nanoTime} off the connection's limit.
   */
  void deduct(Connection connection, long since) throws SQLException {
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    if (waited > UNNOTICEABLE_MILLIS) {
      // the pool itself puts the usual limit back when the connection is returned
      int left = (int) Math.max(LEAST_MILLIS, totalMillis - waited);
      connection.setNetworkTimeout(Runnable::run, left);
    }
  }
}

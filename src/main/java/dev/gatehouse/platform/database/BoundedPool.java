package dev.gatehouse.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A pool with one time limit for waiting for a connection and for the server together. With
 * separate limits a frozen database would cost a caller both.
 */
final class BoundedPool extends HikariDataSource {
  private static final long NEGLIGIBLE_MILLIS = 50;
  private static final long MIN_MILLIS = 250;

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
   * Subtracts the time since {@code since} ({@link System#nanoTime}) from the connection's limit.
   */
  void deduct(Connection connection, long since) throws SQLException {
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    if (waited > NEGLIGIBLE_MILLIS) {
      // the pool restores the limit when the connection is returned
      int left = (int) Math.max(MIN_MILLIS, totalMillis - waited);
      connection.setNetworkTimeout(Runnable::run, left);
    }
  }
}

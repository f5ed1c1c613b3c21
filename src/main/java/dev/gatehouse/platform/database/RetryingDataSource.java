package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Retries a refused connection at a fixed interval. HikariCP's own retries back off to 5 s, too
 * slow for a database that restarts. Only the pool's filling thread waits here; callers have the
 * pool's limit.
 */
final class RetryingDataSource extends UnpooledDataSource {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Outage outage;
  private volatile boolean closed;

  RetryingDataSource(DatabaseUrl url, Duration silence, Duration statement, Outage outage) {
    super(url, silence, statement);
    this.outage = outage;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        return super.getConnection();
      } catch (SQLException e) {
        if (closed) {
          throw e;
        }
        outage.refused(e);
        pause(e);
      }
    }
  }

  private static void pause(SQLException reason) throws SQLException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reason.addSuppressed(e);
      throw reason;
    }
  }

  void close() {
    closed = true;
  }
}

package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries until the server lets it in, at a steady pace: HikariCP's own retries back off to 5 s,
 * which is longer than a restarted database may stay unnoticed. Only the pool's filling thread
 * waits here; who waits for the pool has a limit of its own.
 */
final class PatientConnections extends PhysicalConnections {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final AtomicBoolean away = new AtomicBoolean();
  private final String where;
  private volatile boolean closed;

  PatientConnections(DatabaseUrl url, Duration silence, Duration statement) {
    super(url, silence, statement);
    this.where = url.toString();
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = super.getConnection();
        if (away.compareAndSet(true, false)) {
          LOG.info("The database {} is back", where);
        }
        return connection;
      } catch (SQLException e) {
        if (closed) {
          throw e;
        }
        if (away.compareAndSet(false, true)) {
          LOG.warn("The database {} does not let us in: {}", where, e.getMessage());
        }
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

package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends pooled connections, or a dedicated one to a thread that runs {@link #withoutTimeouts}. */
final class ConnectionLender implements ConnectionFactory {
  /** Limit for a statement and for its client within {@link #withoutTimeouts}. */
  static final Duration DEDICATED_LIMIT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLender.class);
  private static final int TEST_SECONDS = 1;

  private final DataSource pool;
  private final DataSource unpooled;
  private final int silenceMillis;

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Dedicated> current = new ThreadLocal<>();

  /**
   * Creates a lender.
   *
   * @param silence how long a dedicated connection waits for the server outside of a transaction
   */
  ConnectionLender(DataSource pool, DataSource unpooled, Duration silence) {
    this.pool = pool;
    this.unpooled = unpooled;
    this.silenceMillis = Math.toIntExact(silence.toMillis());
  }

  /** The dedicated connection of a thread, opened on first use. */
  private static final class Dedicated {
    private @Nullable Connection connection;
    private boolean isOut;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Dedicated dedicated = current.get();
    if (dedicated == null) {
      return pool.getConnection();
    }
    if (dedicated.isOut) {
      return unpooled.getConnection();
    }
    if (dedicated.connection == null || !dedicated.connection.isValid(TEST_SECONDS)) {
      close(dedicated.connection);
      dedicated.connection = unpooled.getConnection();
    }
    dedicated.isOut = true;
    return dedicated.connection;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    Dedicated dedicated = current.get();
    if (dedicated != null && dedicated.connection == connection) {
      dedicated.isOut = false;
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, silenceMillis);
      }
    } else {
      connection.close();
    }
  }

  /**
   * Raises the time limits of a transaction on a dedicated connection. Only for the transaction:
   * behind PgBouncer the session is shared with other clients.
   */
  void begin(Handle handle) {
    if (current.get() == null) {
      return;
    }
    int millis = Math.toIntExact(DEDICATED_LIMIT.toMillis());
    try {
      handle.getConnection().setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    handle.execute(
        "set local statement_timeout = %1$d; set local idle_in_transaction_session_timeout = %1$d"
            .formatted(millis));
  }

  /** Runs work whose transactions use a dedicated connection, one after another. */
  <T, X extends Exception> T withoutTimeouts(ThrowingSupplier<T, X> work) throws X {
    if (current.get() != null) {
      return work.call();
    }
    Dedicated dedicated = new Dedicated();
    current.set(dedicated);
    try {
      return work.call();
    } finally {
      current.remove();
      close(dedicated.connection);
    }
  }

  private static void close(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection was lost before it was closed", e);
    }
  }
}

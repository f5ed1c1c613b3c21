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

/** Lends out the pool's connections, and one of its own to a thread that takes its time. */
final class ConnectionLender implements ConnectionFactory {
  /** What a statement may take, and who feeds it, where a thread takes its time. */
  static final Duration UNHURRIED = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLender.class);
  private static final int TEST_SECONDS = 1;

  private final DataSource pool;
  private final DataSource others;
  private final int silenceMillis;

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Own> withoutTimeouts = new ThreadLocal<>();

  /**
   * A lender.
   *
   * @param silence what its own connections wait for the server at most outside of a transaction
   */
  ConnectionLender(DataSource pool, DataSource others, Duration silence) {
    this.pool = pool;
    this.others = others;
    this.silenceMillis = Math.toIntExact(silence.toMillis());
  }

  /** What a thread that takes its time has been lent, and gives back at the end of its work. */
  private static final class Own {
    private @Nullable Connection connection;
    private boolean isOut;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Own own = withoutTimeouts.get();
    if (own == null) {
      return pool.getConnection();
    }
    if (own.isOut) {
      return others.getConnection();
    }
    if (own.connection == null || !own.connection.isValid(TEST_SECONDS)) {
      close(own.connection);
      own.connection = others.getConnection();
    }
    own.isOut = true;
    return own.connection;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    Own own = withoutTimeouts.get();
    if (own != null && own.connection == connection) {
      own.isOut = false;
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, silenceMillis);
      }
    } else {
      connection.close();
    }
  }

  /**
   * Frees a transaction that begins from the limits of hurried ones, if the thread takes its time:
   * it alone, as behind PgBouncer its session is the next client's too.
   */
  void begin(Handle handle) {
    if (withoutTimeouts.get() == null) {
      return;
    }
    int millis = Math.toIntExact(UNHURRIED.toMillis());
    try {
      handle.getConnection().setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    handle.execute(
        "set local statement_timeout = %1$d; set local idle_in_transaction_session_timeout = %1$d"
            .formatted(millis));
  }

  /** Does work whose transactions, one after the other, have a connection of the thread's own. */
  <T, X extends Exception> T withoutTimeouts(ThrowingSupplier<T, X> work) throws X {
    if (withoutTimeouts.get() != null) {
      return work.call();
    }
    Own own = new Own();
    withoutTimeouts.set(own);
    try {
      return work.call();
    } finally {
      withoutTimeouts.remove();
      close(own.connection);
    }
  }

  private static void close(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection was gone before it was closed", e);
    }
  }
}

package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends out the pool's connections, and one of its own to a thread that takes its time. */
final class Lender implements ConnectionFactory {
  /** What a statement may take, and who feeds it, where a thread takes its time. */
  static final Duration UNHURRIED = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Lender.class);

  private final DataSource pool;
  private final DataSource others;

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Own> unhurried = new ThreadLocal<>();

  Lender(DataSource pool, DataSource others) {
    this.pool = pool;
    this.others = others;
  }

  /** What a thread that takes its time has been lent, and gives back at the end of its work. */
  private static final class Own {
    private @Nullable Connection connection;
    private boolean isOut;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Own own = unhurried.get();
    if (own == null) {
      return pool.getConnection();
    }
    if (own.isOut) {
      return others.getConnection();
    }
    Connection kept = own.connection;
    Connection connection = kept == null || kept.isClosed() ? others.getConnection() : kept;
    own.connection = connection;
    own.isOut = true;
    return connection;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    Own own = unhurried.get();
    if (own != null && own.connection == connection) {
      own.isOut = false;
    } else {
      connection.close();
    }
  }

  /**
   * Frees a transaction that begins from the limits of hurried ones, if the thread takes its time:
   * it alone, as behind PgBouncer its session is the next client's too.
   */
  void begin(Handle handle) {
    if (unhurried.get() != null) {
      long millis = UNHURRIED.toMillis();
      handle.execute(
          "set local statement_timeout = %1$d; set local idle_in_transaction_session_timeout = %1$d"
              .formatted(millis));
    }
  }

  /** Does work whose transactions, one after the other, have a connection of the thread's own. */
  <T, X extends Exception> T unhurried(Work<T, X> work) throws X {
    if (unhurried.get() != null) {
      return work.call();
    }
    Own own = new Own();
    unhurried.set(own);
    try {
      return work.call();
    } finally {
      unhurried.remove();
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

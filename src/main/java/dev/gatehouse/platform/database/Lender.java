package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Lends out the pool's connections, and others to a thread that takes its time. */
final class Lender implements ConnectionFactory {
  /** What a statement may take, and who feeds it, where a thread takes its time. */
  static final Duration UNHURRIED = Duration.ofMinutes(10);

  private final DataSource pool;
  private final DataSource others;

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Boolean> unhurried = new ThreadLocal<>();

  Lender(DataSource pool, DataSource others) {
    this.pool = pool;
    this.others = others;
  }

  @Override
  public Connection openConnection() throws SQLException {
    return unhurried.get() == null ? pool.getConnection() : others.getConnection();
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

  <T> T unhurried(Supplier<T> work) {
    unhurried.set(true);
    try {
      return work.get();
    } finally {
      unhurried.remove();
    }
  }
}

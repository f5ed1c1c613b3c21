package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Lends out the pool's connections, and others to a thread that takes its time. */
final class Lender implements ConnectionFactory {
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

  <T> T unhurried(Supplier<T> work) {
    unhurried.set(true);
    try {
      return work.get();
    } finally {
      unhurried.remove();
    }
  }
}

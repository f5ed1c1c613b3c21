package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * All or nothing: every DAO called inside, on the same thread, takes part; an exception that leaves
 * the outermost block undoes all of it. A block inside a block joins it. Thread-safe.
 */
public final class Transactions {
  private final Jdbi jdbi;

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public <T> T inTransaction(Supplier<T> work) {
    return jdbi.inTransaction(handle -> joinable(handle, work));
  }

  /** The same for work without a result. */
  public void run(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** The connection of the transaction that the thread is in, if it is in one. */
  @Nullable Connection connection() {
    return current.get();
  }

  private <T> T joinable(Handle handle, Supplier<T> work) {
    if (current.get() != null) {
      return work.get();
    }
    current.set(handle.getConnection());
    try {
      return work.get();
    } finally {
      current.remove();
    }
  }
}

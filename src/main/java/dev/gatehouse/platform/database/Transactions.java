package dev.gatehouse.platform.database;

import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * All or nothing: every DAO called inside, on the same thread, takes part; an exception that leaves
 * the outermost block undoes all of it. A block inside a block joins it. Thread-safe.
 */
public final class Transactions {
  private final Jdbi jdbi;

  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public <T> T inTransaction(Supplier<T> work) {
    return jdbi.inTransaction(handle -> work.get());
  }

  /** The same for work without a result. */
  public void run(Runnable work) {
    jdbi.useTransaction(handle -> work.run());
  }
}

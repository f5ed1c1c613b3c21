package dev.gatehouse.platform.search;

import dev.gatehouse.platform.database.Transactions;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Folds search texts again that older releases stored, before the update or during a rolling
 * restart. A run folds a bounded number of rows, because other recurring tasks wait for its thread.
 */
public final class Refolding implements Runnable {
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final int MAX_BATCHES = 10;

  private final Transactions transactions;
  private final Supplier<Integer> batch;

  /**
   * Creates the task.
   *
   * @param batch folds some rows that no other transaction has locked, and returns their number
   */
  public Refolding(Transactions transactions, Supplier<Integer> batch) {
    this.transactions = transactions;
    this.batch = batch;
  }

  @Override
  public void run() {
    for (int i = 0; i < MAX_BATCHES && transactions.inTransaction(batch) > 0; i++) {
      // until nothing is left, or the next run goes on
    }
  }
}

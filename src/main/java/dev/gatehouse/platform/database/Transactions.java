package dev.gatehouse.platform.database;

import dev.gatehouse.platform.problems.Failure;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleScope;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All or nothing: every DAO called inside, on the same thread, takes part; an exception that leaves
 * the outermost block undoes all of it. A block inside a block joins it. Thread-safe.
 */
public final class Transactions {
  /** Leaves the pool and the server their own waits within what a caller is promised. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(700);

  /**
   * For as long as others get on: whoever stands behind one with whom the database gets stuck is
   * turned away with it, within what a caller is promised.
   */
  private static final Duration LONGEST_WAIT_FOR_A_ROW = Duration.ofSeconds(6);

  /** Half of the threads that answer requests where each has one of the system's. */
  private static final int LONGEST_LINE_FOR_A_ROW = 512;

  private final Jdbi jdbi;
  private final BoundedPool pool;
  private final ConnectionLender lender;
  private final PoolShare longOnes;
  private final PoolShare idleOnes;
  private final RowQueue queue = new RowQueue(LONGEST_WAIT_FOR_A_ROW, LONGEST_LINE_FOR_A_ROW);

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  /** The connection that waits while the thread does something apart from its transaction. */
  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Connection> left = new ThreadLocal<>();

  Transactions(Jdbi jdbi, BoundedPool pool, ConnectionLender lender) {
    this.jdbi = jdbi;
    this.pool = pool;
    this.lender = lender;
    this.longOnes = new PoolShare(pool.getMaximumPoolSize() / 2);
    this.idleOnes = new PoolShare(pool.getMaximumPoolSize() / 4);
  }

  public <T> T inTransaction(Supplier<T> work) {
    return jdbi.inTransaction(handle -> joinable(handle, work::get));
  }

  /** The same for work without a result. */
  public void run(Runnable work) {
    inTransaction(supplier(work));
  }

  /**
   * The same for work that locks or changes a row that many may want at once: on this node, those
   * who want it have a connection one after the other. A block inside a block needs no turn of its
   * own.
   *
   * @throws Failure {@code unavailable} if its turn does not come in time
   */
  public <T> T inTransaction(ContendedRow wanted, Supplier<T> work) {
    return inTransaction(List.of(wanted), work);
  }

  /** The same for several rows. */
  public <T> T inTransaction(Collection<ContendedRow> wanted, Supplier<T> work) {
    return inTurn(wanted, () -> inTransaction(work));
  }

  /** The same for work without a result. */
  public void run(ContendedRow wanted, Runnable work) {
    run(List.of(wanted), work);
  }

  /** The same for several rows, and work without a result. */
  public void run(Collection<ContendedRow> wanted, Runnable work) {
    inTransaction(wanted, supplier(work));
  }

  /** Does one statement's work on a row that many may want at once, without a transaction. */
  public <T> T inTurn(ContendedRow wanted, Supplier<T> work) {
    return inTurn(List.of(wanted), work::get);
  }

  private <T, X extends Exception> T inTurn(
      Collection<ContendedRow> wanted, ThrowingSupplier<T, X> work) throws X {
    boolean hasConnection = current.get() != null || left.get() != null;
    return hasConnection ? work.call() : queue.take(wanted, work);
  }

  private static Supplier<Boolean> supplier(Runnable work) {
    return () -> {
      work.run();
      return true;
    };
  }

  /**
   * The same for work that may take long and may do something {@link #outsideTransaction}: no more
   * of these are open at once than half of the pool, so that the other half is left to those who
   * ask for one connection alone. With a pool of one, nothing can be done apart.
   *
   * @throws Failure {@code unavailable} if its turn does not come in time
   */
  public <T> T inLongTransaction(Collection<ContendedRow> wanted, Callable<T> work)
      throws Exception {
    return inTurn(wanted, () -> inLongTransaction(work));
  }

  /**
   * The same for work that also waits for something else than the database, such as a password that
   * is hashed: of these no more than half of the long ones are open at once, so that a crowd of
   * them leaves the other half to those who are soon done.
   */
  public <T> T inIdleTransaction(Collection<ContendedRow> wanted, Callable<T> work)
      throws Exception {
    return inTurn(wanted, () -> idleOnes.use(LONGEST_WAIT, () -> inLongTransaction(work)));
  }

  private <T> T inLongTransaction(Callable<T> work) throws Exception {
    long asked = System.nanoTime();
    return longOnes.use(
        LONGEST_WAIT,
        () ->
            jdbi.<T, Exception>inTransaction(
                handle -> {
                  if (current.get() == null) {
                    pool.deduct(handle.getConnection(), asked);
                  }
                  return joinable(handle, work::call);
                }));
  }

  /**
   * Does work as if the thread were in no transaction, on other connections than the one that it
   * may be in: what is written stands even if that one is undone. It waits for no turn, as whoever
   * has that may be waiting for a lock of the transaction.
   */
  public <T> T outsideTransaction(Supplier<T> work) {
    HandleScope scope = jdbi.getHandleScope();
    @Nullable HandleSupplier handle = scope.get();
    if (handle == null) {
      return work.get();
    }
    @Nullable Connection connection = current.get();
    @Nullable Connection leftBefore = left.get();
    scope.clear();
    current.remove();
    left.set(connection);
    try {
      return work.get();
    } finally {
      scope.set(handle);
      current.set(connection);
      left.set(leftBefore);
    }
  }

  /**
   * Does work once the thread's transaction is committed, never if it is undone; now without one.
   */
  public void afterCommit(Runnable work) {
    @Nullable HandleSupplier handle = jdbi.getHandleScope().get();
    if (handle == null || current.get() == null) {
      work.run();
    } else {
      handle.getHandle().afterCommit(work);
    }
  }

  /** The connection of the transaction that the thread is in, if it is in one. */
  @Nullable Connection connection() {
    return current.get();
  }

  private <T, X extends Exception> T joinable(Handle handle, ThrowingSupplier<T, X> work) throws X {
    if (current.get() != null) {
      return work.call();
    }
    lender.begin(handle);
    current.set(handle.getConnection());
    try {
      return work.call();
    } finally {
      current.remove();
    }
  }
}

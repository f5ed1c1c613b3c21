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
 * Runs work in transactions. Every DAO call inside, on the same thread, takes part, and an
 * exception that leaves the outermost block rolls everything back. Nested blocks join the outer
 * one. Thread-safe.
 */
public final class Transactions {
  /** Leaves time for the pool and the server within the limit promised to callers. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(700);

  /**
   * Applies while others make progress; behind a caller that the database stalls, waiting ends with
   * that one, within the limit promised to callers.
   */
  private static final Duration LONGEST_WAIT_FOR_A_ROW = Duration.ofSeconds(6);

  /** Half of the request threads, where these are platform threads. */
  private static final int LONGEST_LINE_FOR_A_ROW = 512;

  private final Jdbi jdbi;
  private final BoundedPool pool;
  private final ConnectionLender lender;
  private final PoolShare longShare;
  private final PoolShare idleShare;
  private final RowQueue queue = new RowQueue(LONGEST_WAIT_FOR_A_ROW, LONGEST_LINE_FOR_A_ROW);

  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  /** The connection of a transaction that is suspended by {@link #outsideTransaction}. */
  @SuppressWarnings("ThreadLocalUsage") // one instance per database
  private final ThreadLocal<@Nullable Connection> suspended = new ThreadLocal<>();

  Transactions(Jdbi jdbi, BoundedPool pool, ConnectionLender lender) {
    this.jdbi = jdbi;
    this.pool = pool;
    this.lender = lender;
    this.longShare = new PoolShare(pool.getMaximumPoolSize() / 2);
    this.idleShare = new PoolShare(pool.getMaximumPoolSize() / 4);
  }

  public <T> T inTransaction(Supplier<T> work) {
    return jdbi.inTransaction(handle -> joinable(handle, work::get));
  }

  /** Runs work without a result in a transaction. */
  public void run(Runnable work) {
    inTransaction(supplier(work));
  }

  /**
   * Runs work that locks or changes a contended row. On this node callers get a connection for that
   * row one after another. A nested block does not queue.
   *
   * @throws Failure {@code unavailable} if the wait takes too long
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

  /** The same for several rows and work without a result. */
  public void run(Collection<ContendedRow> wanted, Runnable work) {
    inTransaction(wanted, supplier(work));
  }

  /** Runs a single statement on a contended row, without a transaction. */
  public <T> T inTurn(ContendedRow wanted, Supplier<T> work) {
    return inTurn(List.of(wanted), work::get);
  }

  private <T, X extends Exception> T inTurn(
      Collection<ContendedRow> wanted, ThrowingSupplier<T, X> work) throws X {
    boolean hasConnection = current.get() != null || suspended.get() != null;
    return hasConnection ? work.call() : queue.take(wanted, work);
  }

  private static Supplier<Boolean> supplier(Runnable work) {
    return () -> {
      work.run();
      return true;
    };
  }

  /**
   * The same for long work that may call {@link #outsideTransaction}. At most half of the pool is
   * used for these, so that the rest is left to callers that need only one connection. With a pool
   * of one, {@code outsideTransaction} cannot work.
   *
   * @throws Failure {@code unavailable} if the wait takes too long
   */
  public <T> T inLongTransaction(Collection<ContendedRow> wanted, Callable<T> work)
      throws Exception {
    return inTurn(wanted, () -> inLongTransaction(work));
  }

  /**
   * The same for work that also waits for something other than the database, such as password
   * hashing. At most half of the long transactions may be of this kind, so that the other half is
   * left to quick ones.
   */
  public <T> T inIdleTransaction(Collection<ContendedRow> wanted, Callable<T> work)
      throws Exception {
    return inTurn(wanted, () -> idleShare.use(LONGEST_WAIT, () -> inLongTransaction(work)));
  }

  private <T> T inLongTransaction(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    return longShare.use(
        LONGEST_WAIT,
        () ->
            jdbi.<T, Exception>inTransaction(
                handle -> {
                  if (current.get() == null) {
                    pool.deduct(handle.getConnection(), start);
                  }
                  return joinable(handle, work::call);
                }));
  }

  /**
   * Runs work outside the thread's transaction, on other connections: what it writes survives a
   * rollback. It does not queue for rows, because whoever has the row may be waiting for a lock of
   * this transaction.
   */
  public <T> T outsideTransaction(Supplier<T> work) {
    HandleScope scope = jdbi.getHandleScope();
    @Nullable HandleSupplier handle = scope.get();
    if (handle == null) {
      return work.get();
    }
    @Nullable Connection connection = current.get();
    @Nullable Connection suspendedBefore = suspended.get();
    scope.clear();
    current.remove();
    suspended.set(connection);
    try {
      return work.get();
    } finally {
      scope.set(handle);
      current.set(connection);
      suspended.set(suspendedBefore);
    }
  }

  /**
   * Runs work after the thread's transaction commits, or now if there is none. It does not run
   * after a rollback.
   */
  public void afterCommit(Runnable work) {
    @Nullable HandleSupplier handle = jdbi.getHandleScope().get();
    if (handle == null || current.get() == null) {
      work.run();
    } else {
      handle.getHandle().afterCommit(work);
    }
  }

  /** The connection of the thread's transaction, if any. */
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

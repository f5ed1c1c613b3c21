package dev.gatehouse.platform.database;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Admits one thread of this node at a time to a contended row, first come, first served. A thread
 * that waits for a row lock in the database occupies a connection, and a hundred of them would take
 * the whole pool; here they wait without one. Across nodes the row lock decides, and each node
 * waits with one connection. Thread-safe.
 */
final class RowQueue {
  private final Map<ContendedRow, Line> lines = new ConcurrentHashMap<>();
  private final Duration longestWait;
  private final int longestLine;

  /**
   * Creates an empty queue.
   *
   * @param longestWait for all rows that a caller asks for together
   * @param longestLine threads per row, since each waiting thread occupies one of the server's
   */
  RowQueue(Duration longestWait, int longestLine) {
    this.longestWait = longestWait;
    this.longestLine = longestLine;
  }

  /** The threads that want one row, including the one that has it. */
  private static final class Line extends ReentrantLock {
    /** Guarded by the map that holds the line. */
    private int length;

    private volatile int stalls;

    Line() {
      super(true);
    }

    /** Counts stalls: whoever waits behind a stalled thread would stall for as long again. */
    void waitFor(Deadline deadline) {
      int stallsBefore = stalls;
      try {
        if (!tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          throw Failure.unavailable(null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.unavailable(e);
      }
      if (stalls != stallsBefore) {
        unlock();
        throw Failure.unavailable(null);
      }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written only by the owner of the lock
    void stalled() {
      stalls++;
    }
  }

  /**
   * Runs the work once the thread has all rows. Rows that it already has are not waited for. The
   * caller must not hold a connection.
   *
   * @throws Failure {@code unavailable} if that takes too long
   */
  <T, X extends Exception> T take(Collection<ContendedRow> rows, ThrowingSupplier<T, X> work)
      throws X {
    // a global order prevents deadlocks
    return take(new TreeSet<>(rows).iterator(), Deadline.in(longestWait), work);
  }

  private <T, X extends Exception> T take(
      Iterator<ContendedRow> rows, Deadline deadline, ThrowingSupplier<T, X> work) throws X {
    if (!rows.hasNext()) {
      return work.call();
    }
    ContendedRow row = rows.next();
    Line line = join(row);
    try {
      line.waitFor(deadline);
      try {
        return take(rows, deadline, work);
      } catch (RuntimeException e) {
        if (DatabaseFailures.isStall(e)) {
          line.stalled();
        }
        throw e;
      } finally {
        line.unlock();
      }
    } finally {
      leave(row);
    }
  }

  private Line join(ContendedRow row) {
    return lines.compute(
        row,
        (key, known) -> {
          Line line = known == null ? new Line() : known;
          if (line.length == longestLine) {
            throw Failure.unavailable(null);
          }
          line.length++;
          return line;
        });
  }

  private void leave(ContendedRow row) {
    lines.computeIfPresent(row, (key, line) -> --line.length == 0 ? null : line);
  }

  /** The number of rows with a line. */
  int size() {
    return lines.size();
  }

  /** The number of threads in the line for a row, including the one that has it. */
  int lengthOf(ContendedRow row) {
    Line line = lines.get(row);
    return line == null ? 0 : line.getQueueLength() + (line.isLocked() ? 1 : 0);
  }
}

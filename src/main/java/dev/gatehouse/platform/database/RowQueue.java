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
 * Lets one thread of this node at a time go for a row, first come, first served. Whoever waits for
 * a row's lock in the database holds a connection meanwhile, so that a hundred requests for one row
 * would take all of them from everybody else; here they wait without one. Across nodes the lock of
 * the row itself decides, for which each node then waits with one connection. Thread-safe.
 */
final class RowQueue {
  private final Map<ContendedRow, Line> lines = new ConcurrentHashMap<>();
  private final Duration longestWait;
  private final int longestLine;

  /**
   * Turns for all rows.
   *
   * @param longestWait how long one may wait for all that one asks for
   * @param longestLine how many may stand in line for a row, as each may hold a thread
   */
  RowQueue(Duration longestWait, int longestLine) {
    this.longestWait = longestWait;
    this.longestLine = longestLine;
  }

  /** Those who want one row, the one whose turn it is among them. */
  private static final class Line extends ReentrantLock {
    /** Guarded by the map that holds the line. */
    private int length;

    private volatile int stalls;

    Line() {
      super(true);
    }

    /** Whoever waits behind one who got nowhere would get nowhere for as long again. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the one whose turn it is writes it
    void stalled() {
      stalls++;
    }
  }

  /**
   * Does the work once it is the thread's turn at each of the rows; what it has a turn at already
   * it need not wait for. Not to be called by a thread that has a connection.
   *
   * @throws Failure {@code unavailable} if that takes too long
   */
  <T, X extends Exception> T take(Collection<ContendedRow> rows, ThrowingSupplier<T, X> work)
      throws X {
    // in one order everywhere, so that no two wait for each other
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

  /** How many rows there is a line for. */
  int size() {
    return lines.size();
  }

  /** How many stand in line for a row, the one whose turn it is among them. */
  int lengthOf(ContendedRow row) {
    Line line = lines.get(row);
    return line == null ? 0 : line.getQueueLength() + (line.isLocked() ? 1 : 0);
  }
}

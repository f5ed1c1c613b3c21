package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.problems.Failure;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the memory of all parsed JSON bodies. A tree may be many times as large as its text but is
 * needed only briefly, so threads wait for room unless too many wait already. Thread-safe.
 */
public final class TreeMemory {
  private static final int UNIT = 1024;

  /** The worst case is empty objects, of two bytes and a comma. */
  private static final int BYTES_PER_INPUT_BYTE = 40;

  /** A hundred thousand named members. */
  private static final int MAX_TREE = 24 * 1024 * 1024;

  /**
   * The largest trees take some milliseconds each, so nobody waits for more than about a second.
   */
  static final int MAX_WAITING = 64;

  private final int capacity;
  private final Semaphore free;

  public TreeMemory(long bytes) {
    this.capacity = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(capacity);
  }

  /**
   * Does the work once there is room for the tree of a text of that length.
   *
   * @throws Failure {@code unavailable} if too many threads wait already
   */
  public <T> T hold(int length, Supplier<T> work) {
    long needed = Math.min((long) length * BYTES_PER_INPUT_BYTE, MAX_TREE) / UNIT;
    int units = (int) Math.min(capacity, needed);
    if (!free.tryAcquire(units)) {
      if (waiting() >= MAX_WAITING) {
        throw Failure.unavailable(null);
      }
      free.acquireUninterruptibly(units);
    }
    try {
      return work.get();
    } finally {
      free.release(units);
    }
  }

  /** About how many threads wait. */
  int waiting() {
    return free.getQueueLength();
  }
}

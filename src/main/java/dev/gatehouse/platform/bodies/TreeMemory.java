package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.problems.Failure;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory that the trees of all JSON bodies share. A tree may be many times as large as its
 * text, but its thread needs it only briefly, so threads wait for room unless too many wait
 * already. Thread-safe.
 */
public final class TreeMemory {
  private static final int UNIT = 1024;

  /** An object without members takes two bytes of text and a comma. */
  private static final int OF_A_BYTE = 40;

  /** A hundred thousand members, each with a name. */
  private static final int OF_THE_LARGEST = 24 * 1024 * 1024;

  /** The largest trees take some milliseconds each, and a second is long enough to wait. */
  static final int LONGEST_LINE = 64;

  private final int most;
  private final Semaphore free;

  public TreeMemory(long bytes) {
    this.most = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(most);
  }

  /**
   * Does the work once there is room for the tree of a text that long.
   *
   * @throws Failure {@code unavailable} if too many wait for that already
   */
  public <T> T hold(int length, Supplier<T> work) {
    long needed = Math.min((long) length * OF_A_BYTE, OF_THE_LARGEST) / UNIT;
    int units = (int) Math.min(most, needed);
    if (!free.tryAcquire(units)) {
      if (waiting() >= LONGEST_LINE) {
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

  /** How many wait for room, about. */
  int waiting() {
    return free.getQueueLength();
  }
}

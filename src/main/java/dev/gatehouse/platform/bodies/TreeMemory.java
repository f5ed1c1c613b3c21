package dev.gatehouse.platform.bodies;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory that the trees of JSON bodies may take together. A tree may be many times as large as
 * its text, but is only held while its request's thread works on it: so who finds no room waits for
 * a moment. Thread-safe.
 */
public final class TreeMemory {
  private static final int UNIT = 1024;

  /** An object without members takes two bytes of text and a comma. */
  private static final int OF_A_BYTE = 40;

  /** A hundred thousand members, each with a name. */
  private static final int OF_THE_LARGEST = 24 * 1024 * 1024;

  private final int most;
  private final Semaphore free;

  public TreeMemory(long bytes) {
    this.most = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(most);
  }

  /** Does the work once there is room for the tree of a text that long. */
  public <T> T hold(int length, Supplier<T> work) {
    long needed = Math.min((long) length * OF_A_BYTE, OF_THE_LARGEST) / UNIT;
    int units = (int) Math.min(most, needed);
    free.acquireUninterruptibly(units);
    try {
      return work.get();
    } finally {
      free.release(units);
    }
  }
}

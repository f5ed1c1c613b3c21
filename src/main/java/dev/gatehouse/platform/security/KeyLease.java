package dev.gatehouse.platform.security;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long a node may use its keys without looking whether they were replaced. A node that was
 * frozen or cut off looks before it uses them again. Thread-safe.
 */
final class KeyLease {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final long nanos;
  private final Runnable refresh;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long since;

  KeyLease(Duration length, Runnable refresh, long since) {
    this.nanos = length.toNanos();
    this.refresh = refresh;
    this.since = since;
  }

  /** The keys were current at that {@link System#nanoTime}. */
  void renew(long at) {
    since = at;
  }

  /**
   * Looks if it is time.
   *
   * @throws Failure {@code unavailable} if that takes too long
   */
  void require() {
    if (isOver()) {
      look();
    }
  }

  private boolean isOver() {
    return System.nanoTime() - since >= nanos;
  }

  private void look() {
    try {
      if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failure.unavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    }
    try {
      // while it is held, looking uses no key that would look again
      if (lock.getHoldCount() == 1 && isOver()) {
        refresh.run();
      }
    } finally {
      lock.unlock();
    }
  }
}

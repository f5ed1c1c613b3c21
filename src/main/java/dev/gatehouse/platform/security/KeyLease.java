package dev.gatehouse.platform.security;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How long a node may use its keys without looking whether they were replaced. A node that was
 * frozen or cut off looks before it uses them again. Thread-safe.
 */
final class KeyLease {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** After a failed look others fail at once for that long, rather than one after the other. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final long nanos;
  private final Runnable refresh;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long since;
  private volatile @Nullable Long failedAt;

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
   * @throws Failure {@code unavailable} if that takes too long, or has just failed
   */
  void require() {
    if (isOver()) {
      look();
    }
  }

  private boolean isOver() {
    return System.nanoTime() - since >= nanos;
  }

  private boolean hasJustFailed() {
    Long failed = failedAt;
    return failed != null && System.nanoTime() - failed < PAUSE.toNanos();
  }

  private void look() {
    if (hasJustFailed()) {
      throw Failure.unavailable(null);
    }
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
        if (hasJustFailed()) {
          throw Failure.unavailable(null);
        }
        refresh.run();
        failedAt = null;
      }
    } catch (RuntimeException e) {
      if (!hasJustFailed()) {
        failedAt = System.nanoTime();
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }
}

package dev.gatehouse.tokens;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys that this node does not know yet: at once, but once per interval at most, whatever
 * tokens come. Who comes in between waits, and all who wait share one look. Thread-safe.
 */
final class KeySearch {
  /** More than these do not wait, so that made-up tokens cannot take all threads. */
  private static final int MOST_WAITING = 128;

  private final Runnable look;
  private final long interval;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final Lock turn = new ReentrantLock();
  private long begun;
  private long ended;
  private @Nullable RuntimeException failed;

  KeySearch(Runnable look, Duration interval) {
    this.look = look;
    this.interval = interval.toNanos();
    this.begun = System.nanoTime() - this.interval;
  }

  /**
   * Returns after a look that began after the call.
   *
   * @throws Failure {@code unavailable} if too many wait
   * @throws RuntimeException if the database cannot be asked
   */
  void run() {
    long called = System.nanoTime();
    if (!places.tryAcquire()) {
      throw Failure.of(CommonCode.UNAVAILABLE);
    }
    try {
      turn.lockInterruptibly();
      try {
        lookUnlessDoneSince(called);
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(CommonCode.UNAVAILABLE);
    } finally {
      places.release();
    }
  }

  private void lookUnlessDoneSince(long called) throws InterruptedException {
    // a failure is shared with whoever came during the look, so that nobody waits for two
    if (failed != null && ended - called > 0) {
      throw failed;
    }
    if (begun - called > 0) {
      return;
    }
    TimeUnit.NANOSECONDS.sleep(begun + interval - System.nanoTime());
    begun = System.nanoTime();
    failed = null;
    try {
      look.run();
    } catch (RuntimeException e) {
      failed = e;
      ended = System.nanoTime();
      throw e;
    }
  }
}

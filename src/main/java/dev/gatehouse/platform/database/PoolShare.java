package dev.gatehouse.platform.database;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A part of the pool for one kind of work, so that the rest is left to others: no more of it is
 * done at once, and more waits without a connection, first come, first served. Thread-safe.
 */
final class PoolShare {
  private final Semaphore places;

  PoolShare(int connections) {
    this.places = new Semaphore(Math.max(1, connections), true);
  }

  /**
   * Does the work once there is a place for it.
   *
   * @throws Failure {@code unavailable} if that takes too long
   */
  <T, X extends Exception> T use(Duration longestWait, ThrowingSupplier<T, X> work) throws X {
    try {
      if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failure.unavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    }
    try {
      return work.call();
    } finally {
      places.release();
    }
  }
}

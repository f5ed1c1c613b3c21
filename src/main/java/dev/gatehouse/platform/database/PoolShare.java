package dev.gatehouse.platform.database;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits one kind of work to a share of the pool. More work waits without a connection, first come,
 * first served. Thread-safe.
 */
final class PoolShare {
  private final Semaphore places;

  PoolShare(int connections) {
    this.places = new Semaphore(Math.max(1, connections), true);
  }

  /**
   * Runs the work once there is room.
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

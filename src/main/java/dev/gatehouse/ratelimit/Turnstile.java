package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Lets no more in at once, of one subject and on one node, than can be judged at once. Of a hundred
 * wrong tries that arrive together the rest meets a counter that is full by then, instead of being
 * hashed for nothing or crowding others out of the queue for hashing. Thread-safe.
 */
final class Turnstile {
  private static final int GATES = 1024;

  private final Semaphore[] gates;
  private final Duration longestWait;

  /**
   * A turnstile.
   *
   * @param width how many of one subject are let in at once
   */
  Turnstile(int width, Duration longestWait) {
    this.longestWait = longestWait;
    this.gates =
        Stream.generate(() -> new Semaphore(width, true)).limit(GATES).toArray(Semaphore[]::new);
  }

  /**
   * Does the work once it is its turn.
   *
   * @throws Failure {@code unavailable} if that takes too long
   */
  boolean pass(String subject, BooleanSupplier work) {
    // two subjects that share a gate wait for each other, and that is all
    Semaphore gate = gates[Math.floorMod(subject.hashCode(), GATES)];
    try {
      if (!gate.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failure.unavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    }
    try {
      return work.getAsBoolean();
    } finally {
      gate.release();
    }
  }
}

package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Limits concurrent attempts per subject on this node to the number that can be hashed at once. Of
 * a hundred parallel guesses, most then find their counter full, instead of being hashed in vain or
 * crowding others out of the hashing queue. Thread-safe.
 */
final class KeyedSemaphore {
  private static final int STRIPES = 1024;

  private final Stripe[] stripes;
  private final Duration longestWait;
  private final int longestLine;

  /**
   * Creates a semaphore.
   *
   * @param width permits per subject
   * @param longestLine how many more may wait; bounded because each may hold a thread
   */
  KeyedSemaphore(int width, Duration longestWait, int longestLine) {
    this.longestWait = longestWait;
    this.longestLine = longestLine;
    this.stripes = Stream.generate(() -> new Stripe(width)).limit(STRIPES).toArray(Stripe[]::new);
  }

  /** Subjects that share a stripe merely wait for each other. */
  private static final class Stripe extends Semaphore {
    private final AtomicInteger stalls = new AtomicInteger();

    Stripe(int width) {
      super(width, true);
    }
  }

  /**
   * Runs the work once a permit is available.
   *
   * @param lastLook runs if no permit becomes available; throws if there is a better reason to
   *     refuse
   * @throws Failure {@code unavailable} if no permit becomes available, or the database stalled for
   *     an earlier holder, or what {@code lastLook} throws
   */
  boolean run(String subject, Runnable lastLook, BooleanSupplier work) {
    Stripe stripe = stripeOf(subject);
    int stallsBefore = stripe.stalls.get();
    if (!acquire(stripe)) {
      lastLook.run();
      throw Failure.unavailable(null);
    }
    try {
      if (stripe.stalls.get() != stallsBefore) {
        throw Failure.unavailable(null);
      }
      return work.getAsBoolean();
    } catch (RuntimeException e) {
      if (DatabaseFailures.isStall(e)) {
        stripe.stalls.incrementAndGet();
      }
      throw e;
    } finally {
      stripe.release();
    }
  }

  int queueLength(String subject) {
    return stripeOf(subject).getQueueLength();
  }

  private Stripe stripeOf(String subject) {
    return stripes[Math.floorMod(subject.hashCode(), STRIPES)];
  }

  private boolean acquire(Stripe stripe) {
    try {
      return stripe.getQueueLength() < longestLine
          && stripe.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    }
  }
}

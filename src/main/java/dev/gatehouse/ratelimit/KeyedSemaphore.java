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
 * Lets no more in at once, of one subject and on one node, than can be judged at once. Of a hundred
 * wrong tries that arrive together the rest meets a counter that is full by then, instead of being
 * hashed for nothing or crowding others out of the queue for hashing. Thread-safe.
 */
final class KeyedSemaphore {
  private static final int STRIPES = 1024;

  private final Stripe[] stripes;
  private final Duration longestWait;
  private final int longestLine;

  /**
   * A turnstile.
   *
   * @param width how many of one subject are let in at once
   * @param longestLine how many more may wait, as each may hold a thread
   */
  KeyedSemaphore(int width, Duration longestWait, int longestLine) {
    this.longestWait = longestWait;
    this.longestLine = longestLine;
    this.stripes = Stream.generate(() -> new Stripe(width)).limit(STRIPES).toArray(Stripe[]::new);
  }

  /** Two subjects that share one wait for each other, and that is all. */
  private static final class Stripe extends Semaphore {
    private final AtomicInteger stalls = new AtomicInteger();

    Stripe(int width) {
      super(width, true);
    }
  }

  /**
   * Does the work once it is its turn.
   *
   * @param lastLook is done if the turn does not come; throws if there is a better reason to refuse
   * @throws Failure {@code unavailable} if the turn does not come, or if the database got stuck
   *     with one who was ahead, or what {@code lastLook} throws
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

  /** How many wait. */
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

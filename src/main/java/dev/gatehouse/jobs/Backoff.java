package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a further attempt: twice as long each time up to a limit, of which a
 * random part of up to a half is taken off, so that what failed together is not tried together.
 */
final class Backoff {
  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * The wait.
   *
   * @param attempts how many there have been
   */
  Duration after(int attempts) {
    long doubled = first.toMillis() << Math.min(MOST_DOUBLINGS, attempts - 1);
    return shortened(Math.min(longest.toMillis(), doubled));
  }

  /** The wait where a job asks for one of its own, however long; never less than the first. */
  Duration chosen(Duration wait) {
    return shortened(Math.max(first.toMillis(), wait.toMillis()));
  }

  private Duration shortened(long whole) {
    return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
  }
}

package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait before the next attempt: doubles each time up to a limit, less a random part of up to
 * half, so that jobs that failed together do not retry together.
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
   * The wait after a number of attempts.
   *
   * @param attempts attempts so far
   */
  Duration after(int attempts) {
    long doubled = first.toMillis() << Math.min(MOST_DOUBLINGS, attempts - 1);
    return shortened(Math.min(longest.toMillis(), doubled));
  }

  /** The wait if the job chose one: not capped, but never less than the first. */
  Duration chosen(Duration wait) {
    return shortened(Math.max(first.toMillis(), wait.toMillis()));
  }

  private Duration shortened(long whole) {
    return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
  }
}

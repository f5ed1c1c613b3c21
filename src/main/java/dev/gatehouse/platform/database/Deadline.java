package dev.gatehouse.platform.database;

import java.time.Duration;

/** The time by which several reads together must finish, on the monotonic clock. */
public final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The remaining time, at least zero. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  public boolean leaves(Duration time) {
    return left().compareTo(time) >= 0;
  }
}

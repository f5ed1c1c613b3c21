package dev.gatehouse.platform.database;

import java.time.Duration;

/** When several reads together have to be done, by the machine's clock. Immutable. */
public final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Not negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  public boolean leaves(Duration time) {
    return left().compareTo(time) >= 0;
  }
}

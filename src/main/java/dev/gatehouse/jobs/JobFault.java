package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends an attempt that may succeed later. */
public final class JobFault extends RuntimeException {
  private final @Nullable Duration wait;

  /**
   * The reason.
   *
   * @param message becomes the job's last error, which administrators see: it may hold nothing
   *     personal and no secret
   */
  public JobFault(String message) {
    super(message);
    this.wait = null;
  }

  public JobFault(String message, Throwable cause) {
    super(message, cause);
    this.wait = null;
  }

  /**
   * A reason that asks for a wait of its own.
   *
   * @param wait until the next attempt, in place of the usual one; a random part is taken off
   */
  public JobFault(String message, Duration wait) {
    super(message);
    this.wait = wait;
  }

  Optional<Duration> chosenWait() {
    return Optional.ofNullable(wait);
  }
}

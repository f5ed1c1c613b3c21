package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends an attempt that may succeed later. */
public final class RetryableJobException extends RuntimeException {
  private final @Nullable Duration wait;

  /**
   * The reason.
   *
   * @param message becomes the job's last error, which administrators see: it may hold nothing
   *     personal and no secret
   */
  public RetryableJobException(String message) {
    super(message);
    this.wait = null;
  }

  /**
   * A reason that asks for a wait of its own.
   *
   * @param cause of what was not foreseen, which is logged
   * @param wait until the next attempt, in place of the usual one; a random part is taken off
   */
  public RetryableJobException(String message, @Nullable Throwable cause, Duration wait) {
    super(message, cause);
    this.wait = wait;
  }

  Optional<Duration> chosenWait() {
    return Optional.ofNullable(wait);
  }
}

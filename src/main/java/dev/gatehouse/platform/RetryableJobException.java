package dev.gatehouse.platform;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fails an attempt; a later one may succeed. */
public final class RetryableJobException extends RuntimeException {
  private final @Nullable Duration wait;

  /**
   * Creates the exception with a reason.
   *
   * @param message becomes the job's last error, which administrators see; must hold no personal
   *     data and no secret
   */
  public RetryableJobException(String message) {
    super(message);
    this.wait = null;
  }

  /**
   * Creates the exception with a reason and a chosen wait.
   *
   * @param cause unexpected cause, which is logged
   * @param wait replaces the usual wait before the next attempt; a random part is taken off
   */
  public RetryableJobException(String message, @Nullable Throwable cause, Duration wait) {
    super(message, cause);
    this.wait = wait;
  }

  /** The wait of its own, if it asks for one. */
  public Optional<Duration> chosenWait() {
    return Optional.ofNullable(wait);
  }
}

package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;

/** Fails a job without another attempt, which would fail the same way. */
public final class PermanentJobException extends RuntimeException {
  /**
   * Creates the exception with a reason.
   *
   * @param message becomes the job's last error, which administrators see; must hold no personal
   *     data and no secret
   */
  public PermanentJobException(String message) {
    super(message);
  }

  /**
   * Creates the exception with a reason and an unexpected cause.
   *
   * @param cause logged
   */
  public PermanentJobException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

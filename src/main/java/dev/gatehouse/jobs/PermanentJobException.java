package dev.gatehouse.jobs;

import org.jspecify.annotations.Nullable;

/** Ends a job as failed, since another attempt would end the same way. */
public final class PermanentJobException extends RuntimeException {
  /**
   * The reason.
   *
   * @param message becomes the job's last error, which administrators see: it may hold nothing
   *     personal and no secret
   */
  public PermanentJobException(String message) {
    super(message);
  }

  /**
   * The same.
   *
   * @param cause of what was not foreseen, which is logged
   */
  public PermanentJobException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.gatehouse.jobs;

/** Ends an attempt that may succeed later. */
public final class JobFault extends RuntimeException {
  /**
   * The reason.
   *
   * @param message becomes the job's last error, which administrators see: it may hold nothing
   *     personal and no secret
   */
  public JobFault(String message) {
    super(message);
  }

  public JobFault(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.gatehouse.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A copy of a failure without its messages, which may quote personal data. The log keeps its class
 * and stack trace.
 */
final class RedactedException extends Exception {
  RedactedException(Throwable failure) {
    super(failure.getClass().getName(), causeOf(failure));
    setStackTrace(failure.getStackTrace());
  }

  private static @Nullable Throwable causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? null : new RedactedException(cause);
  }
}

package dev.gatehouse.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Another failure without its messages, which may quote an address or a row: what is logged of it
 * is where it happened.
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

package dev.gatehouse.platform.http;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Distinguishes a stalled body from other failures to read one. */
public final class Timeouts {
  private Timeouts() {}

  /** Whether the failure or one of its causes is a timeout of the client. */
  public static boolean isTimeout(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof TimeoutException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}

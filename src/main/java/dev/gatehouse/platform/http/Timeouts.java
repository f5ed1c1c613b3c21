package dev.gatehouse.platform.http;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a body that stopped arriving from other failures to read it. */
public final class Timeouts {
  private Timeouts() {}

  /** Whether the failure, or one that it was caused by, is that the client fell silent. */
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

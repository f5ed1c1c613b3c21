package dev.gatehouse.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for the effects of another thread, node or process. */
public final class Await {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private Await() {}

  /**
   * Checks immediately and then often, in the caller's thread. Fails after a time that suffices
   * even on a busy machine.
   */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollInSameThread()
        .dontCatchUncaughtExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(LONGEST_WAIT);
  }
}

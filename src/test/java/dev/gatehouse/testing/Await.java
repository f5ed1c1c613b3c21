package dev.gatehouse.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait for what another thread, node or process brings about. */
public final class Await {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private Await() {}

  /**
   * Looks at once and then often, in the caller's thread; fails once it has taken so long that even
   * a machine that does much else beside would have done it.
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

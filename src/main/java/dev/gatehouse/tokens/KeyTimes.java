package dev.gatehouse.tokens;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the stages of a signing key last.
 *
 * @param tokenLife how long a token is accepted at most, with the leeway
 * @param rotateEvery how long a key signs; for ever if null
 */
record KeyTimes(Duration tokenLife, @Nullable Duration rotateEvery) {
  /** From a key's publication until it may sign; verifiers cache the key set for half of that. */
  static final Duration ANNOUNCED = Duration.ofMinutes(10);

  /** How often a node marks the key that it signs with. */
  static final Duration BETWEEN_MARKS = Duration.ofMinutes(1);

  /** How long retired keys are listed. */
  static final Duration RETIRED_KEPT = Duration.ofDays(30);

  /**
   * How long a key is kept after the last mark of a node that signed with it: its last token may be
   * issued just before the next mark would have been due, or while that node learns of the
   * successor.
   */
  Duration kept() {
    return tokenLife.plus(BETWEEN_MARKS.multipliedBy(2));
  }
}

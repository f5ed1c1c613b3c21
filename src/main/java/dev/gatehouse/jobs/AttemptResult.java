package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param error for administrators to see
 * @param result JSON
 * @param chosenWait until the next attempt, if it asks for one of its own
 */
record AttemptResult(
    Outcome outcome,
    @Nullable String error,
    @Nullable String result,
    @Nullable Duration chosenWait) {
  enum Outcome {
    SUCCEEDED,
    CANCELLED,
    /** And no further attempt is made. */
    FAILED,
    /** It failed, and a further attempt is made. */
    RETRIED,
    /** The node stops; the attempt does not count. */
    GIVEN_BACK,
    /** The node was taken for dead. */
    LOST;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static AttemptResult of(Outcome outcome) {
    return new AttemptResult(outcome, null, null, null);
  }

  static AttemptResult of(Outcome outcome, String error) {
    return new AttemptResult(outcome, error, null, null);
  }
}

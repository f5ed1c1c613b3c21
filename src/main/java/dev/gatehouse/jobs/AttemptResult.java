package dev.gatehouse.jobs;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param error shown to administrators
 * @param result JSON
 * @param chosenWait the wait before the next attempt, if the job chose one
 */
record AttemptResult(
    Outcome outcome,
    @Nullable String error,
    @Nullable String result,
    @Nullable Duration chosenWait) {
  enum Outcome {
    SUCCEEDED,
    CANCELLED,
    /** The job has failed; there is no further attempt. */
    FAILED,
    /** The attempt failed; another follows. */
    RETRIED,
    /** The node is stopping; the attempt does not count. */
    GIVEN_BACK,
    /** The node was presumed dead. */
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

package dev.gatehouse.jobs;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SelfChecked;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Settings of background jobs.
 *
 * @param threads how many jobs run on this node at once; 0 runs none
 * @param attempts how often a job is attempted, unless its type says otherwise
 * @param firstRetry the wait after the first attempt; doubles with each further one
 * @param longestRetry the maximum wait
 * @param keep how long finished jobs are kept
 */
@Consistent
public record JobsConfig(
    @Range(min = 0, max = 100, message = "must be 0 to 100") Integer threads,
    @Range(min = 1, max = 1000, message = "must be 1 to 1000") Integer attempts,
    @DurationMin(millis = 100, message = "must be 100ms to 1h")
        @DurationMax(hours = 1, message = "must be 100ms to 1h")
        Duration firstRetry,
    @DurationMin(millis = 100, message = "must be 100ms to 1d")
        @DurationMax(days = 1, message = "must be 100ms to 1d")
        Duration longestRetry,
    @DurationMin(days = 1, message = "must be at least 1d") Duration keep)
    implements SelfChecked {
  public JobsConfig {
    threads = threads == null ? 10 : threads;
    attempts = attempts == null ? 10 : attempts;
    firstRetry = firstRetry == null ? Duration.ofSeconds(1) : firstRetry;
    longestRetry = longestRetry == null ? Duration.ofMinutes(1) : longestRetry;
    keep = keep == null ? Duration.ofDays(30) : keep;
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (longestRetry.compareTo(firstRetry) < 0) {
      faults.accept("longest_retry", "must not be less than first_retry");
    }
  }
}

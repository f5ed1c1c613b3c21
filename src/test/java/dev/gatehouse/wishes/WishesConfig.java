package dev.gatehouse.wishes;

import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Settings of wish lists.
 *
 * @param perUser how many wishes a user may have
 * @param keep how long a wish is kept
 * @param lookEvery how often wishes are compared with the stock
 */
public record WishesConfig(
    @Range(min = 1, max = 1000, message = "must be 1 to 1000") Integer perUser,
    @DurationMin(seconds = 1, message = "must be at least 1s") Duration keep,
    @DurationMin(millis = 100, message = "must be at least 100ms") Duration lookEvery) {
  public WishesConfig {
    perUser = perUser == null ? 100 : perUser;
    keep = keep == null ? Duration.ofDays(365) : keep;
    lookEvery = lookEvery == null ? Duration.ofMinutes(1) : lookEvery;
  }
}

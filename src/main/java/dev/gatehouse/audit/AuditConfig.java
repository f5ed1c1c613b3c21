package dev.gatehouse.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How long the trail is kept and how often it is chained.
 *
 * @param keep how long entries are kept; forever if null
 * @param chainEvery how often new entries are chained
 */
public record AuditConfig(
    @DurationMin(days = 1, message = "must be at least 1d") @Nullable Duration keep,
    @DurationMin(millis = 100, message = "must be 100ms to 1h")
        @DurationMax(hours = 1, message = "must be 100ms to 1h")
        Duration chainEvery) {
  public AuditConfig {
    chainEvery = chainEvery == null ? Duration.ofSeconds(1) : chainEvery;
  }
}

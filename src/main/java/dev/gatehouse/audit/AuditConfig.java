package dev.gatehouse.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the trail.
 *
 * @param keep how long entries are kept; for ever unless set
 * @param chainEvery how often entries are chained to those before them
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

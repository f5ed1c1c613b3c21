package dev.gatehouse.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the trail.
 *
 * @param keep how long entries are kept; for ever unless set
 */
public record AuditConfig(
    @DurationMin(days = 1, message = "must be at least 1d") @Nullable Duration keep) {}

package dev.gatehouse.tokens;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Settings of signing keys.
 *
 * @param rotateEvery how long a key signs; until the operator rotates if null
 */
public record KeysConfig(
    @DurationMin(hours = 1, message = "must be at least 1h") @Nullable Duration rotateEvery) {}

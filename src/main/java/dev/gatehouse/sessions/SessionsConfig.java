package dev.gatehouse.sessions;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SelfChecked;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;

/**
 * Settings of sessions.
 *
 * @param idleDays days after its last refresh until a session ends
 * @param maxDays days after sign-in until a session ends
 * @param perUser maximum per user; the oldest is ended
 * @param refreshGrace how long a replaced refresh token still works
 */
@Consistent
public record SessionsConfig(
    @Range(min = 1, max = 3650, message = "must be 1 to 3650") Integer idleDays,
    @Range(min = 1, max = 3650, message = "must be 1 to 3650") Integer maxDays,
    @Range(min = 1, max = 1000, message = "must be 1 to 1000") Integer perUser,
    @DurationMax(minutes = 5, message = "must be 0s to 5m") Duration refreshGrace)
    implements SelfChecked {
  public SessionsConfig {
    idleDays = idleDays == null ? 30 : idleDays;
    maxDays = maxDays == null ? 180 : maxDays;
    perUser = perUser == null ? 100 : perUser;
    refreshGrace = refreshGrace == null ? Duration.ofSeconds(10) : refreshGrace;
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (maxDays < idleDays) {
      faults.accept("max_days", "must not be less than idle_days");
    }
  }
}

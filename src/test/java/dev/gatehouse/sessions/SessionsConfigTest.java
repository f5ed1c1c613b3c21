package dev.gatehouse.sessions;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(SessionsConfig.class))
        .isEqualTo(new SessionsConfig(30, 180, 100, Duration.ofSeconds(10)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                SessionsConfig.class,
                "idle_days: 2",
                "max_days: 3",
                "per_user: 4",
                "refresh_grace: 500ms"))
        .isEqualTo(new SessionsConfig(2, 3, 4, Duration.ofMillis(500)));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(SessionsConfig.class, "idle_days: 0"))
        .containsExactly("idle_days: must be 1 to 3650");
    assertThat(errors(SessionsConfig.class, "max_days: 3651"))
        .containsExactly("max_days: must be 1 to 3650");
    assertThat(errors(SessionsConfig.class, "max_days: 29"))
        .containsExactly("max_days: must not be less than idle_days");
    assertThat(errors(SessionsConfig.class, "per_user: many"))
        .containsExactly("per_user: must be an integer");
    assertThat(errors(SessionsConfig.class, "refresh_grace: 6m"))
        .containsExactly("refresh_grace: must be 0s to 5m");
    assertThat(errors(SessionsConfig.class, "refresh_grace: 10"))
        .containsExactly("refresh_grace: must be a duration such as 500ms, 5s, 10m, 2h or 30d");
  }
}

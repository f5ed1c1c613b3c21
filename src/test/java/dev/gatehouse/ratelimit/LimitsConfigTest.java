package dev.gatehouse.ratelimit;

import static dev.gatehouse.testing.SettingsText.faults;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(LimitsConfig.class)).isEqualTo(new LimitsConfig(true));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(load(LimitsConfig.class, "enabled: off")).isEqualTo(new LimitsConfig(false));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(faults(LimitsConfig.class, "enabled: 0"))
        .containsExactly("enabled: must be true or false (or on or off)");
  }
}

package dev.gatehouse.audit;

import static dev.gatehouse.testing.SettingsText.faults;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditConfigTest {
  @Test
  void anEmptyFileKeepsEntriesForEver() {
    assertThat(load(AuditConfig.class)).isEqualTo(new AuditConfig(null));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(load(AuditConfig.class, "keep: 730d"))
        .isEqualTo(new AuditConfig(Duration.ofDays(730)));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(faults(AuditConfig.class, "keep: 23h")).containsExactly("keep: must be at least 1d");
  }
}

package dev.gatehouse.audit;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditConfigTest {
  @Test
  void anEmptyFileKeepsEntriesForEver() {
    assertThat(load(AuditConfig.class)).isEqualTo(new AuditConfig(null, Duration.ofSeconds(1)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(load(AuditConfig.class, "keep: 730d", "chain_every: 5s"))
        .isEqualTo(new AuditConfig(Duration.ofDays(730), Duration.ofSeconds(5)));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(AuditConfig.class, "keep: 23h")).containsExactly("keep: must be at least 1d");
    assertThat(errors(AuditConfig.class, "chain_every: 99ms"))
        .containsExactly("chain_every: must be 100ms to 1h");
    assertThat(errors(AuditConfig.class, "chain_every: 61m"))
        .containsExactly("chain_every: must be 100ms to 1h");
  }
}

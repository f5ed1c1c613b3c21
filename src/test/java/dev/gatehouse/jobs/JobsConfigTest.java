package dev.gatehouse.jobs;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobsConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(JobsConfig.class))
        .isEqualTo(
            new JobsConfig(
                10, 10, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(30)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                JobsConfig.class,
                "threads: 0",
                "attempts: 3",
                "first_retry: 500ms",
                "longest_retry: 2h",
                "keep: 7d"))
        .isEqualTo(
            new JobsConfig(0, 3, Duration.ofMillis(500), Duration.ofHours(2), Duration.ofDays(7)));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(JobsConfig.class, "threads: 101"))
        .containsExactly("threads: must be 0 to 100");
    assertThat(errors(JobsConfig.class, "attempts: 0"))
        .containsExactly("attempts: must be 1 to 1000");
    assertThat(errors(JobsConfig.class, "first_retry: 99ms"))
        .containsExactly("first_retry: must be 100ms to 1h");
    assertThat(errors(JobsConfig.class, "longest_retry: 25h"))
        .containsExactly("longest_retry: must be 100ms to 1d");
    assertThat(errors(JobsConfig.class, "longest_retry: 500ms"))
        .containsExactly("longest_retry: must not be less than first_retry");
    assertThat(errors(JobsConfig.class, "keep: 23h")).containsExactly("keep: must be at least 1d");
  }
}

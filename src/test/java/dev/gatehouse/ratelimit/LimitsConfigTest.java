package dev.gatehouse.ratelimit;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(LimitsConfig.class))
        .isEqualTo(
            new LimitsConfig(
                true,
                minutes(10, 15),
                minutes(100, 15),
                minutes(100, 15),
                minutes(60, 1),
                minutes(5, 60),
                minutes(20, 60),
                minutes(60, 1),
                minutes(10, 15),
                minutes(100, 15),
                5,
                100));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                LimitsConfig.class,
                "enabled: off",
                "sign_in_per_network: 1/1m",
                "sign_in_per_account: 2/2m",
                "sign_in_per_address: 3/3m",
                "sign_up_per_address: 1000/1d",
                "mail_per_mailbox: 6/6m",
                "notice_per_mailbox: 8/8m",
                "mail_call_per_address: 7/7m",
                "mfa_per_account: 4/4m",
                "api_key_per_address: 5/5m",
                "mfa_per_token: 1000",
                "mfa_in_a_row: 100000"))
        .isEqualTo(
            new LimitsConfig(
                false,
                minutes(1, 1),
                minutes(2, 2),
                minutes(3, 3),
                new Quota(1000, Duration.ofDays(1)),
                minutes(6, 6),
                minutes(8, 8),
                minutes(7, 7),
                minutes(4, 4),
                minutes(5, 5),
                1000,
                100_000));
  }

  @Test
  void eachBadValueIsNamed() {
    String expected = ": must be a count of 1 to 1000 per 1s to 1d, such as 10/15m";
    assertThat(
            errors(
                LimitsConfig.class,
                "enabled: 0",
                "sign_in_per_network: 0/15m",
                "sign_in_per_account: 1001/15m",
                "sign_in_per_address: 10/25h",
                "sign_up_per_address: 60",
                "mail_per_mailbox: 5/h",
                "notice_per_mailbox: 0",
                "mail_call_per_address: 5 per hour",
                "mfa_per_account: 10",
                "mfa_per_token: 0",
                "mfa_in_a_row: 100001"))
        .containsExactlyInAnyOrder(
            "enabled: must be true or false (or on or off)",
            "sign_in_per_network" + expected,
            "sign_in_per_account" + expected,
            "sign_in_per_address" + expected,
            "sign_up_per_address" + expected,
            "mail_per_mailbox" + expected,
            "notice_per_mailbox" + expected,
            "mail_call_per_address" + expected,
            "mfa_per_account" + expected,
            "mfa_per_token: must be 1 to 1000",
            "mfa_in_a_row: must be 1 to 100000");
    assertThat(errors(LimitsConfig.class, "sign_up_per_address: 10/0s")).hasSize(1);
    assertThat(errors(LimitsConfig.class, "sign_up_per_address: 10/500ms")).hasSize(1);
    assertThat(errors(LimitsConfig.class, "sign_up_per_address: {count: 1}")).hasSize(1);
  }

  private static Quota minutes(int count, int window) {
    return new Quota(count, Duration.ofMinutes(window));
  }
}

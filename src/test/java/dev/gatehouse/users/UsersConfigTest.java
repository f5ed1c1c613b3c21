package dev.gatehouse.users;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.users.UsersConfig.Signup;
import org.junit.jupiter.api.Test;

class UsersConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(UsersConfig.class)).isEqualTo(new UsersConfig(Signup.OPEN, false));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(load(UsersConfig.class, "signup: closed", "require_verified_email: on"))
        .isEqualTo(new UsersConfig(Signup.CLOSED, true));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(UsersConfig.class, "signup: Open", "require_verified_email: yes"))
        .containsExactly(
            "require_verified_email: must be true or false (or on or off)",
            "signup: must be open or closed");
  }
}

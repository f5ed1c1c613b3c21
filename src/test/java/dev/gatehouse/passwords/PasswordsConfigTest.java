package dev.gatehouse.passwords;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.passwords.PasswordsConfig.Scheme;
import org.junit.jupiter.api.Test;

class PasswordsConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(PasswordsConfig.class)).isEqualTo(new PasswordsConfig(Scheme.BCRYPT, 12, 64));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(load(PasswordsConfig.class, "hash: argon2id", "bcrypt_cost: 4", "hashing_queue: 7"))
        .isEqualTo(new PasswordsConfig(Scheme.ARGON2ID, 4, 7));
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(PasswordsConfig.class, "hash: md5"))
        .containsExactly("hash: must be bcrypt or argon2id");
    assertThat(errors(PasswordsConfig.class, "bcrypt_cost: 3"))
        .containsExactly("bcrypt_cost: must be 4 to 16");
    assertThat(errors(PasswordsConfig.class, "bcrypt_cost: 17"))
        .containsExactly("bcrypt_cost: must be 4 to 16");
    assertThat(errors(PasswordsConfig.class, "hashing_queue: 0"))
        .containsExactly("hashing_queue: must be 1 to 10000");
  }

  @Test
  void aCostBelowTenIsWarnedOfAndTenIsNot() {
    assertThat(load(PasswordsConfig.class, "bcrypt_cost: 9").warning()).isPresent();
    assertThat(load(PasswordsConfig.class, "bcrypt_cost: 10").warning()).isEmpty();
    assertThat(load(PasswordsConfig.class, "hash: argon2id", "bcrypt_cost: 9").warning()).isEmpty();
  }
}

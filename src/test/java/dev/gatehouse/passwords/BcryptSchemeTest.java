package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BcryptSchemeTest {
  private final BcryptScheme bcrypt = new BcryptScheme(4);

  @Test
  void aHashIsOfItsPasswordAloneAndNeverTheSameTwice() {
    String hash = bcrypt.hash("correct horse 42");

    assertThat(hash).hasSize(60).startsWith("$2b$04$");
    assertThat(isOf("correct horse 42", hash)).isTrue();
    assertThat(isOf("Correct horse 42", hash)).isFalse();
    assertThat(bcrypt.hash("correct horse 42")).isNotEqualTo(hash);
  }

  @Test
  void theWholePasswordCountsBeyondSeventyTwoBytes() {
    for (int length : new int[] {71, 72, 73, 128, 512}) {
      String password = "x".repeat(length);
      String hash = bcrypt.hash(password);

      assertThat(isOf(password, hash)).isTrue();
      assertThat(isOf(password + "x", hash)).isFalse();
      assertThat(isOf(password + "y", hash)).isFalse();
      assertThat(isOf(password.substring(1) + "y", hash)).isFalse();
    }
    String wide = "\uD83D\uDE00".repeat(128);
    assertThat(isOf(wide, bcrypt.hash(wide))).isTrue();
  }

  @Test
  void aLongPasswordsHashSaysThatItIsOneAndIsNoHashWithoutThat() {
    String password = "x".repeat(72);
    String hash = bcrypt.hash(password);

    assertThat(hash).startsWith("$bcrypt-sha384$2b$04$");
    assertThat(isOf(password, hash.replace("$bcrypt-sha384", ""))).isFalse();
  }

  @Test
  void anEmptyPasswordMatchesNothingByChance() {
    assertThat(isOf("", bcrypt.hash("correct horse 42"))).isFalse();
    assertThat(bcrypt.decoy().matches("")).isFalse();
  }

  @Test
  void nobodysHashCostsTheSame() {
    assertThat(bcrypt.decoy().effort()).isEqualTo(16);
    assertThat(new BcryptScheme(12).decoy().effort()).isEqualTo(4096);
  }

  private boolean isOf(String password, String hash) {
    return bcrypt.read(hash).orElseThrow().matches(password);
  }
}

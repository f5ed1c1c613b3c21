package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BcryptSchemeTest {
  private final BcryptScheme bcrypt = new BcryptScheme(4);

  /** Vectors of crypt_blowfish and of OpenBSD's own tests. */
  @Test
  void hashesOfOthersAreVerified() {
    assertMatches("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
    assertMatches("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK");
    assertMatches("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a");
    assertMatches("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
    assertMatches("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy");
  }

  private void assertMatches(String password, String hash) {
    assertThat(bcrypt.recognises(hash)).isTrue();
    assertThat(bcrypt.matches(password, hash)).isTrue();
    assertThat(bcrypt.matches(password + "x", hash)).isFalse();
  }

  @Test
  void aHashIsOfItsPasswordAloneAndNeverTheSameTwice() {
    String hash = bcrypt.hash("correct horse 42");

    assertThat(hash).hasSize(60).startsWith("$2b$04$");
    assertThat(bcrypt.matches("correct horse 42", hash)).isTrue();
    assertThat(bcrypt.matches("Correct horse 42", hash)).isFalse();
    assertThat(bcrypt.hash("correct horse 42")).isNotEqualTo(hash);
  }

  @Test
  void theWholePasswordCountsBeyondSeventyTwoBytes() {
    for (int length : new int[] {71, 72, 73, 128, 512}) {
      String password = "x".repeat(length);
      String hash = bcrypt.hash(password);

      assertThat(bcrypt.matches(password, hash)).isTrue();
      assertThat(bcrypt.matches(password + "y", hash)).isFalse();
      assertThat(bcrypt.matches(password.substring(1) + "y", hash)).isFalse();
    }
    String wide = "\uD83D\uDE00".repeat(128);
    assertThat(bcrypt.matches(wide, bcrypt.hash(wide))).isTrue();
  }

  @Test
  void anEmptyPasswordMatchesNothingByChance() {
    assertThat(bcrypt.matches("", bcrypt.hash("correct horse 42"))).isFalse();
    assertThat(bcrypt.matches("", bcrypt.decoy())).isFalse();
  }

  @Test
  void nobodysHashIsOneAndCostsTheSame() {
    assertThat(bcrypt.recognises(bcrypt.decoy())).isTrue();
    assertThat(bcrypt.isOutdated(bcrypt.decoy())).isFalse();
    assertThat(new BcryptScheme(12).decoy()).startsWith("$2b$12$");
  }

  @Test
  void aHashIsOutdatedThatIsForeignOrCheaper() {
    String hash = bcrypt.hash("correct horse 42");

    assertThat(bcrypt.isOutdated(hash)).isFalse();
    assertThat(new BcryptScheme(5).isOutdated(hash)).isTrue();
    assertThat(bcrypt.isOutdated("$2a$" + hash.substring(4))).isTrue();
    assertThat(bcrypt.isOutdated("$2y$" + hash.substring(4))).isTrue();
  }

  @Test
  void otherSchemesAreNotRecognised() {
    assertThat(bcrypt.recognises("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")).isFalse();
    assertThat(bcrypt.recognises("$2b$04$short")).isFalse();
    assertThat(bcrypt.recognises("")).isFalse();
  }
}

package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredPasswordsTest {
  private static final String LONG = "a long pass phrase ".repeat(6);
  private static final String CUT_OFF =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String OF_CUT_OFF =
      "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

  private final HashingBulkhead bulkhead = new HashingBulkhead(1, 9, Duration.ofSeconds(3));
  private final PasswordHasher bcrypt = preferring(new BcryptScheme(5));
  private final PasswordHasher argon2id = preferring(new Argon2idScheme());

  private PasswordHasher preferring(PreferredScheme scheme) {
    return new PasswordHasher(
        bulkhead,
        scheme,
        new EvenChecks(
            scheme,
            List.of(new BcryptScheme(5), new Argon2idScheme(), new Pbkdf2Scheme()),
            System::nanoTime));
  }

  @AfterEach
  void stop() throws InterruptedException {
    bulkhead.stop();
  }

  @Test
  void aHashIsOfItsPasswordAndOfNoOther() {
    for (PasswordHasher hasher : List.of(bcrypt, argon2id)) {
      Optional<String> hash = Optional.of(hasher.hash("correct horse"));

      assertThat(hasher.matches("correct horse", hash)).isTrue();
      assertThat(hasher.matches("correct horsf", hash)).isFalse();
      assertThat(hasher.matches("", hash)).isFalse();
      assertThat(hasher.hash("correct horse")).isNotEqualTo(hash.orElseThrow());
    }
  }

  @Test
  void newHashesAreOfTheConfiguredScheme() {
    assertThat(bcrypt.hash("x")).startsWith("$2b$05$").hasSize(60);
    assertThat(argon2id.hash("x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void theWholeOfALongPasswordCounts() {
    for (PasswordHasher hasher : List.of(bcrypt, argon2id)) {
      Optional<String> hash = Optional.of(hasher.hash(LONG));

      assertThat(hasher.matches(LONG, hash)).isTrue();
      assertThat(hasher.matches(LONG + "!", hash)).isFalse();
      assertThat(hasher.matches(LONG.substring(0, 72), hash)).isFalse();
    }
  }

  @Test
  void ourHashOf72BytesOrFewerIsOfNoLongerPassword() {
    for (int length = 70; length <= 72; length++) {
      String password = CUT_OFF.substring(0, length);
      Optional<String> hash = Optional.of(bcrypt.hash(password));

      assertThat(bcrypt.matches(password, hash)).isTrue();
      assertThat(bcrypt.matches(CUT_OFF + "and more", hash)).isFalse();
      assertThat(bcrypt.matches(password + "a", hash)).isFalse();
    }
  }

  @Test
  void aForeignHashOfALongPasswordIsCheckedByItsOwnRuleAndReplacedByOneOfTheWhole() {
    assertThat(bcrypt.matches(CUT_OFF + "whatever", Optional.of(OF_CUT_OFF))).isTrue();
    assertThat(bcrypt.isOutdated(CUT_OFF + "whatever", OF_CUT_OFF)).isTrue();
    assertThat(bcrypt.hash(CUT_OFF + "whatever")).startsWith("$bcrypt-sha384$2b$05$");
  }

  @Test
  void passwordsAreTheSameInEveryFormOfUnicode() {
    Optional<String> hash = Optional.of(bcrypt.hash("caf\u00e9 \ufb01n"));

    assertThat(bcrypt.matches("cafe\u0301 fin", hash)).isTrue();
  }

  @Test
  void aForeignHashMayBeOfAFormOfUnicodeThatWeNeverHash() {
    String unnormalised = "cafe\u0301";
    Optional<String> foreign = Optional.of(new BcryptScheme(4).hash(unnormalised));

    assertThat(bcrypt.matches(unnormalised, foreign)).isTrue();
    assertThat(bcrypt.matches("caf\u00e9", foreign)).isFalse();
  }

  @Test
  void nobodyAndAnUnreadableHashMatchNothing() {
    assertThat(bcrypt.matches("password", Optional.empty())).isFalse();
    assertThat(bcrypt.matches("password", Optional.of("password"))).isFalse();
    assertThat(argon2id.matches("password", Optional.empty())).isFalse();
    assertThat(bcrypt.recognises("password")).isFalse();
    assertThat(bcrypt.isOutdated("password", "password")).isTrue();
  }

  @Test
  void aHashOfAnotherSchemeOrOtherParametersDearerOnesTooIsOutdated() {
    String ours = bcrypt.hash("x");
    String theirs = argon2id.hash("x");

    assertThat(bcrypt.isOutdated("x", ours)).isFalse();
    assertThat(bcrypt.isOutdated("x", new BcryptScheme(6).hash("x"))).isTrue();
    assertThat(bcrypt.isOutdated("x", new BcryptScheme(4).hash("x"))).isTrue();
    assertThat(bcrypt.isOutdated("x", ours.replace("$2b$", "$2y$"))).isTrue();
    assertThat(bcrypt.isOutdated("x", theirs)).isTrue();
    assertThat(bcrypt.isOutdated(LONG, bcrypt.hash(LONG))).isFalse();
    assertThat(argon2id.isOutdated("x", theirs)).isFalse();
    assertThat(argon2id.isOutdated("x", ours)).isTrue();
    assertThat(argon2id.isOutdated("x", theirs.replace("m=19456", "m=19455"))).isTrue();
    assertThat(argon2id.isOutdated("x", theirs.replace("t=2", "t=1"))).isTrue();
    assertThat(argon2id.isOutdated("x", theirs.replace("m=19456", "m=65536"))).isTrue();
    assertThat(argon2id.isOutdated("x", theirs.replace("t=2", "t=3"))).isTrue();
    assertThat(argon2id.isOutdated("x", theirs.replace("p=1", "p=2"))).isTrue();
  }
}

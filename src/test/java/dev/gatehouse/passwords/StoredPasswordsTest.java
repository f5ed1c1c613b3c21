package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredPasswordsTest {
  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final PreferredScheme BCRYPT = new BcryptScheme(5);
  private static final PreferredScheme ARGON2ID = new Argon2idScheme();
  private static final String LONG = "a long pass phrase ".repeat(6);
  private static final String CUT_OFF =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String OF_CUT_OFF =
      "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

  private final HashingBulkhead bulkhead = new HashingBulkhead(1, 9, Duration.ofSeconds(3));
  private final PasswordHasher bcrypt = preferring(BCRYPT);
  private final PasswordHasher argon2id = preferring(ARGON2ID);

  private static String hash(PasswordHasher hasher, String password) {
    return hasher.hash(password, CLIENT, () -> {});
  }

  private static boolean matches(PasswordHasher hasher, String password, Optional<String> stored) {
    return hasher.verification(password, stored, CLIENT).isRight(() -> {});
  }

  private PasswordHasher preferring(PreferredScheme scheme) {
    return new PasswordHasher(
        bulkhead,
        scheme,
        new ConstantTimeVerifier(
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
      Optional<String> hash = Optional.of(hash(hasher, "correct horse"));

      assertThat(matches(hasher, "correct horse", hash)).isTrue();
      assertThat(matches(hasher, "correct horsf", hash)).isFalse();
      assertThat(matches(hasher, "", hash)).isFalse();
      assertThat(hash(hasher, "correct horse")).isNotEqualTo(hash.orElseThrow());
    }
  }

  @Test
  void newHashesAreOfTheConfiguredScheme() {
    assertThat(hash(bcrypt, "x")).startsWith("$2b$05$").hasSize(60);
    assertThat(hash(argon2id, "x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void theWholeOfALongPasswordCounts() {
    for (PasswordHasher hasher : List.of(bcrypt, argon2id)) {
      Optional<String> hash = Optional.of(hash(hasher, LONG));

      assertThat(matches(hasher, LONG, hash)).isTrue();
      assertThat(matches(hasher, LONG + "!", hash)).isFalse();
      assertThat(matches(hasher, LONG.substring(0, 72), hash)).isFalse();
    }
  }

  @Test
  void ourHashOf72BytesOrFewerIsOfNoLongerPassword() {
    for (int length = 70; length <= 72; length++) {
      String password = CUT_OFF.substring(0, length);
      Optional<String> hash = Optional.of(hash(bcrypt, password));

      assertThat(matches(bcrypt, password, hash)).isTrue();
      assertThat(matches(bcrypt, CUT_OFF + "and more", hash)).isFalse();
      assertThat(matches(bcrypt, password + "a", hash)).isFalse();
    }
  }

  @Test
  void aForeignHashOfALongPasswordIsCheckedByItsOwnRuleAndReplacedByOneOfTheWhole() {
    assertThat(matches(bcrypt, CUT_OFF + "whatever", Optional.of(OF_CUT_OFF))).isTrue();
    assertThat(BCRYPT.isOutdated(CUT_OFF + "whatever", OF_CUT_OFF)).isTrue();
    assertThat(hash(bcrypt, CUT_OFF + "whatever")).startsWith("$bcrypt-sha384$2b$05$");
  }

  @Test
  void passwordsAreTheSameInEveryFormOfUnicode() {
    Optional<String> hash = Optional.of(hash(bcrypt, "caf\u00e9 \ufb01n"));

    assertThat(matches(bcrypt, "cafe\u0301 fin", hash)).isTrue();
  }

  @Test
  void aForeignHashMayBeOfAFormOfUnicodeThatWeNeverHash() {
    String unnormalised = "cafe\u0301";
    Optional<String> foreign = Optional.of(new BcryptScheme(4).hash(unnormalised));

    assertThat(matches(bcrypt, unnormalised, foreign)).isTrue();
    assertThat(matches(bcrypt, "caf\u00e9", foreign)).isFalse();
  }

  @Test
  void nobodyAndAnUnreadableHashMatchNothing() {
    assertThat(matches(bcrypt, "password", Optional.empty())).isFalse();
    assertThat(matches(bcrypt, "password", Optional.of("password"))).isFalse();
    assertThat(matches(argon2id, "password", Optional.empty())).isFalse();
    assertThat(bcrypt.isSupported("password")).isFalse();
    assertThat(BCRYPT.isOutdated("password", "password")).isTrue();
  }

  @Test
  void aHashOfAnotherSchemeOrOtherParametersDearerOnesTooIsOutdated() {
    String ours = hash(bcrypt, "x");
    String theirs = hash(argon2id, "x");

    assertThat(BCRYPT.isOutdated("x", ours)).isFalse();
    assertThat(BCRYPT.isOutdated("x", new BcryptScheme(6).hash("x"))).isTrue();
    assertThat(BCRYPT.isOutdated("x", new BcryptScheme(4).hash("x"))).isTrue();
    assertThat(BCRYPT.isOutdated("x", ours.replace("$2b$", "$2y$"))).isTrue();
    assertThat(BCRYPT.isOutdated("x", theirs)).isTrue();
    assertThat(BCRYPT.isOutdated(LONG, hash(bcrypt, LONG))).isFalse();
    assertThat(ARGON2ID.isOutdated("x", theirs)).isFalse();
    assertThat(ARGON2ID.isOutdated("x", ours)).isTrue();
    assertThat(ARGON2ID.isOutdated("x", theirs.replace("m=19456", "m=19455"))).isTrue();
    assertThat(ARGON2ID.isOutdated("x", theirs.replace("t=2", "t=1"))).isTrue();
    assertThat(ARGON2ID.isOutdated("x", theirs.replace("m=19456", "m=65536"))).isTrue();
    assertThat(ARGON2ID.isOutdated("x", theirs.replace("t=2", "t=3"))).isTrue();
    assertThat(ARGON2ID.isOutdated("x", theirs.replace("p=1", "p=2"))).isTrue();
  }
}

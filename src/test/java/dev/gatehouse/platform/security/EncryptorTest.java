package dev.gatehouse.platform.security;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EncryptorTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";
  private static final byte[] PLAIN = "a token".getBytes(UTF_8);

  private final Encryptor encryptor = new Encryptor(keys(NEW), "mail");

  @Test
  void whatIsSealedComesBackInItsOwnContextAlone() {
    byte[] whole = encryptor.seal(PLAIN, "job:1");

    assertThat(encryptor.open(whole, "job:1")).hasValue(PLAIN);
    assertThat(encryptor.open(whole, "job:2")).isEmpty();
    assertThat(new Encryptor(keys(NEW), "other").open(whole, "job:1")).isEmpty();
    assertThat(new String(whole, UTF_8)).doesNotContain("token");
  }

  @Test
  void theSameIsSealedToSomethingElseEachTimeUnlessAskedOtherwise() {
    Encryptor repeatable = Encryptor.repeatable(keys(NEW), "mail");

    assertThat(encryptor.seal(PLAIN, "")).isNotEqualTo(encryptor.seal(PLAIN, ""));
    assertThat(repeatable.seal(PLAIN, "")).isEqualTo(repeatable.seal(PLAIN, ""));
  }

  @Test
  void noBitOfItCanBeChangedAndNothingCutOff() {
    byte[] whole = encryptor.seal(PLAIN, "");
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] changed = whole.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThat(encryptor.open(changed, "")).isEmpty();
    }
    assertThat(encryptor.open(new byte[0], "")).isEmpty();
    assertThat(encryptor.open(Arrays.copyOf(whole, whole.length - 1), "")).isEmpty();
  }

  @Test
  void whatIsSealedOutlivesAChangeOfSecrets() {
    byte[] before = new Encryptor(keys(OLD), "mail").seal(PLAIN, "");

    assertThat(new Encryptor(keys(NEW, OLD), "mail").open(before, "")).hasValue(PLAIN);
    assertThat(encryptor.open(before, "")).isEmpty();
  }
}

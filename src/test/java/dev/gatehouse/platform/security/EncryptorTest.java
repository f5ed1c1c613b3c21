package dev.gatehouse.platform.security;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EncryptorTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";

  private enum Use implements KeyUse {
    MAIL,
    OTHER;

    @Override
    public String label() {
      return name();
    }

    @Override
    public String purpose() {
      return "a test";
    }

    @Override
    public OnRekey onRekey() {
      return OnRekey.ENDS;
    }
  }

  private static final byte[] PLAIN = "a token".getBytes(UTF_8);

  private final Encryptor encryptor = new Encryptor(keys(NEW), Use.MAIL);

  @Test
  void aCiphertextDecryptsOnlyInItsContext() {
    byte[] whole = encryptor.encrypt(PLAIN, "job:1");

    assertThat(encryptor.decrypt(whole, "job:1")).hasValue(PLAIN);
    assertThat(encryptor.decrypt(whole, "job:2")).isEmpty();
    assertThat(new Encryptor(keys(NEW), Use.OTHER).decrypt(whole, "job:1")).isEmpty();
    assertThat(new String(whole, UTF_8)).doesNotContain("token");
  }

  @Test
  void equalTextsEncryptDifferentlyUnlessRepeatable() {
    Encryptor repeatable = Encryptor.repeatable(keys(NEW), Use.MAIL, Use.OTHER);

    assertThat(encryptor.encrypt(PLAIN, "")).isNotEqualTo(encryptor.encrypt(PLAIN, ""));
    assertThat(repeatable.encrypt(PLAIN, "")).isEqualTo(repeatable.encrypt(PLAIN, ""));
  }

  @Test
  void noBitCanBeChangedOrCutOff() {
    byte[] whole = encryptor.encrypt(PLAIN, "");
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] changed = whole.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThat(encryptor.decrypt(changed, "")).isEmpty();
    }
    assertThat(encryptor.decrypt(new byte[0], "")).isEmpty();
    assertThat(encryptor.decrypt(Arrays.copyOf(whole, whole.length - 1), "")).isEmpty();
  }

  @Test
  void aCiphertextUnderAnOlderKeyIsRead() {
    byte[] before = new Encryptor(keys(OLD), Use.MAIL).encrypt(PLAIN, "");

    assertThat(new Encryptor(keys(NEW, OLD), Use.MAIL).decrypt(before, "")).hasValue(PLAIN);
    assertThat(encryptor.decrypt(before, "")).isEmpty();
  }
}

package dev.gatehouse.platform.security;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";
  private static final byte[] PLAIN = "a token".getBytes(UTF_8);

  private final Sealer sealer = new Sealer(keys(NEW), "mail");

  @Test
  void whatIsSealedComesBackInItsOwnContextAlone() {
    byte[] whole = sealer.seal(PLAIN, "job:1");

    assertThat(sealer.open(whole, "job:1")).hasValue(PLAIN);
    assertThat(sealer.open(whole, "job:2")).isEmpty();
    assertThat(new Sealer(keys(NEW), "other").open(whole, "job:1")).isEmpty();
    assertThat(new String(whole, UTF_8)).doesNotContain("token");
  }

  @Test
  void theSameIsSealedToSomethingElseEachTimeUnlessAskedOtherwise() {
    Sealer repeatable = Sealer.repeatable(keys(NEW), "mail");

    assertThat(sealer.seal(PLAIN, "")).isNotEqualTo(sealer.seal(PLAIN, ""));
    assertThat(repeatable.seal(PLAIN, "")).isEqualTo(repeatable.seal(PLAIN, ""));
  }

  @Test
  void noBitOfItCanBeChangedAndNothingCutOff() {
    byte[] whole = sealer.seal(PLAIN, "");
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] changed = whole.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThat(sealer.open(changed, "")).isEmpty();
    }
    assertThat(sealer.open(new byte[0], "")).isEmpty();
    assertThat(sealer.open(Arrays.copyOf(whole, whole.length - 1), "")).isEmpty();
  }

  @Test
  void whatIsSealedOutlivesAChangeOfSecrets() {
    byte[] before = new Sealer(keys(OLD), "mail").seal(PLAIN, "");

    assertThat(new Sealer(keys(NEW, OLD), "mail").open(before, "")).hasValue(PLAIN);
    assertThat(sealer.open(before, "")).isEmpty();
  }
}

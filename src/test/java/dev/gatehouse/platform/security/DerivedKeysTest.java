package dev.gatehouse.platform.security;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";

  @Test
  void eachLabelHasAKeyOfItsOwn() {
    DerivedKeys keys = keys(NEW);

    assertThat(keys.key("a")).hasSize(32).isNotEqualTo(keys.key("b"));
    assertThat(keys.key("a")).isEqualTo(keys.key("a"));
    assertThat(keys.key("a")).isNotEqualTo(keys(OLD).key("a"));
    assertThat(keys.key("")).isNotEqualTo(keys.key("\u0001"));
  }

  /** Stored data depends on these keys, so they must be the same in every release. */
  @Test
  void aKeyIsTheSameInEveryRelease() {
    assertThat(HexFormat.of().formatHex(keys(NEW).key("refresh-token")))
        .isEqualTo("ee90a5f91eab9036df81e8ca91a013ced93857c1c1715ebf2877d9c48add5e25");
  }

  @Test
  void thePreviousSecretReadsAfterTheCurrentOne() {
    DerivedKeys during = keys(NEW, OLD);

    assertThat(during.key("a")).isEqualTo(keys(NEW).key("a"));
    assertThat(during.keysToRead("a")).containsExactly(keys(NEW).key("a"), keys(OLD).key("a"));
    assertThat(keys(NEW).keysToRead("a")).containsExactly(keys(NEW).key("a"));
  }

  /** RFC 4231, test case 2, in two parts. */
  @Test
  void theMacIsHmacSha256() {
    byte[] mac =
        DerivedKeys.hmac(
            "Jefe".getBytes(UTF_8),
            "what do ya want ".getBytes(UTF_8),
            "for nothing?".getBytes(UTF_8));

    assertThat(HexFormat.of().formatHex(mac))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

package dev.gatehouse.platform.security;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.SecretString;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";

  /** Equal by identity, as the constants of enums are. */
  private static final class Use implements KeyUse {
    private final String label;

    Use(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
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

  private static final Use A = new Use("a");
  private static final Use B = new Use("b");

  @Test
  void eachUseHasAKeyOfItsOwn() {
    DerivedKeys keys = keys(NEW);

    assertThat(keys.of(A).current()).hasSize(32).isNotEqualTo(keys.of(B).current());
    assertThat(keys.of(A).current()).isEqualTo(keys(NEW).of(A).current());
    assertThat(keys.of(A).current()).isNotEqualTo(keys(OLD).of(A).current());
    assertThat(keys.of(new Use("")).current()).isNotEqualTo(keys.of(new Use("\u0001")).current());
  }

  /** Stored data depends on these keys, so they must be the same in every release. */
  @Test
  void theKeysOfASecretAreTheSameInEveryRelease() {
    assertThat(HexFormat.of().formatHex(keys(NEW).of(new Use("refresh-token")).current()))
        .isEqualTo("ee90a5f91eab9036df81e8ca91a013ced93857c1c1715ebf2877d9c48add5e25");
  }

  @Test
  void anOlderKeyReadsAfterTheCurrentOne() {
    DerivedKey during = keys(NEW, OLD).of(A);

    assertThat(during.current()).isEqualTo(keys(NEW).of(A).current());
    assertThat(during.toRead())
        .containsExactly(keys(NEW).of(A).current(), keys(OLD).of(A).current());
    assertThat(keys(NEW).of(A).toRead()).containsExactly(keys(NEW).of(A).current());
  }

  @Test
  void aKeyIsDerivedOnce() {
    DerivedKeys keys = keys(NEW);

    assertThat(keys.of(A)).isSameAs(keys.of(A));
  }

  @Test
  void aUseThatIsNotDeclaredOrSharesItsKeyIsRefused() {
    DerivedKeys keys = keys(NEW);
    keys.of(A);

    assertThatThrownBy(() -> keys(NEW).declare(List.of(A, new Use("a"), B)))
        .hasMessageContaining("Two uses have the key a");
    keys.declare(List.of(A));
    assertThat(keys.of(A)).isNotNull();
    assertThatThrownBy(() -> keys.of(B)).hasMessageContaining("the key b");
    assertThatThrownBy(() -> keys.declare(List.of(B))).hasMessageContaining("the key a");
  }

  @Test
  void aRootKeyIsKeptByItsBytesAndNotShown() {
    RootKey random = RootKey.random();

    assertThat(RootKey.of(random.bytes()).derive(A)).isEqualTo(random.derive(A));
    assertThat(random.derive(A)).isNotEqualTo(RootKey.random().derive(A));
    assertThat(RootKey.of(new SecretString(NEW))).hasToString("RootKey");
    assertThatThrownBy(() -> RootKey.of(new byte[31])).hasMessageContaining("32 bytes");
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

package dev.gatehouse.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238 appendix B, SHA-1, the last six of the eight digits. */
  private static final Map<Long, String> VECTORS =
      Map.of(
          59L, "287082",
          1_111_111_109L, "081804",
          1_111_111_111L, "050471",
          1_234_567_890L, "005924",
          2_000_000_000L, "279037",
          20_000_000_000L, "353130");

  private final Totp totp = new Totp();

  @Test
  void itsCodesAreThoseOfTheStandard() {
    VECTORS.forEach(
        (second, code) ->
            assertThat(stepOf(code, second)).as("at %d", second).hasValue(second / 30));
  }

  @Test
  void aCodeIsGoodOneStepBeforeAndAfterItsOwn() {
    String code = totp.code(SECRET, 100);

    assertThat(stepOf(code, 98 * 30 + 29)).isEmpty();
    assertThat(stepOf(code, 99 * 30)).hasValue(100);
    assertThat(stepOf(code, 101 * 30 + 29)).hasValue(100);
    assertThat(stepOf(code, 102 * 30)).isEmpty();
  }

  @Test
  void anotherSecretHasOtherCodes() {
    byte[] other = "12345678901234567891".getBytes(StandardCharsets.US_ASCII);

    assertThat(totp.stepOf(totp.code(SECRET, 100), other, Instant.ofEpochSecond(3000))).isEmpty();
  }

  @Test
  void aPartOfACodeIsNone() {
    assertThat(stepOf("87082", 59)).isEmpty();
    assertThat(stepOf("", 59)).isEmpty();
  }

  private OptionalLong stepOf(String code, long second) {
    return totp.stepOf(code, SECRET, Instant.ofEpochSecond(second));
  }
}

package dev.gatehouse.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NormalizedCodeTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @Test
  void blanksDashesAndCaseDoNotMatter() {
    assertThat(NormalizedCode.of(" K7F2 9xqm\t-04HT "))
        .isEqualTo(NormalizedCode.of("k7f2-9xqm-04ht"));
    assertThat(NormalizedCode.of("123 456")).isEqualTo(NormalizedCode.of("123456"));
  }

  @Test
  void tooLongTextIsNoCode() {
    assertThat(NormalizedCode.of("123456" + " ".repeat(58)).isTotp()).isTrue();
    assertThat(NormalizedCode.of("123456" + " ".repeat(59)).isTotp()).isFalse();
    assertThat(NormalizedCode.of("\u0130".repeat(500_000)).text()).isEmpty();
  }

  @Test
  void lettersThatLookLikeADigitAreThatDigit() {
    assertThat(NormalizedCode.of("OoIiLl").text()).isEqualTo("001111");
  }

  @Test
  void sixDigitsAreFromAnApp() {
    assertThat(NormalizedCode.of("012345").isTotp()).isTrue();
    assertThat(NormalizedCode.of("01234").isTotp()).isFalse();
    assertThat(NormalizedCode.of("01234a").isTotp()).isFalse();
    assertThat(NormalizedCode.of("٠١٢٣٤٥").isTotp()).isFalse();
    assertThat(NormalizedCode.of("k7f2-9xqm-04ht").isTotp()).isFalse();
  }

  @Test
  void recoveryCodesAreTenAndHaveSixtyBits() {
    List<String> codes = new RecoveryCodes().generate();

    assertThat(codes)
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}"));
    assertThat(new HashSet<>(codes)).doesNotContainAnyElementsOf(new RecoveryCodes().generate());
  }

  @Test
  void aRecoveryCodeHasOneDigestHoweverItIsTypedAndForEachSecretAnother() {
    String code = new RecoveryCodes().generate().get(0);
    byte[] digest = RecoveryCodes.digest(NormalizedCode.of(code), SECRET);

    assertThat(
            RecoveryCodes.digest(
                NormalizedCode.of(code.toUpperCase(Locale.ROOT).replace("-", "  ")), SECRET))
        .isEqualTo(digest);
    assertThat(RecoveryCodes.digest(NormalizedCode.of(code), new byte[20])).isNotEqualTo(digest);
  }
}

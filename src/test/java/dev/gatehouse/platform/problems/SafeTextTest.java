package dev.gatehouse.platform.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
  @Test
  void unsafeCharactersAreShownByTheirNumber() {
    assertThat(SafeText.of("a\u0000b\ud800c\udc00", 100)).isEqualTo("aU+0000bU+D800cU+DC00");
    assertThat(SafeText.of("\n\t\u007f\u009f\u2028", 100))
        .isEqualTo("U+000AU+0009U+007FU+009FU+2028");
    assertThat(SafeText.of("\u202eevil\u2066\ufeff\u200b\u00a0", 100))
        .isEqualTo("U+202EevilU+2066U+FEFFU+200BU+00A0");
    assertThat(SafeText.of("\udb40\udc41", 100)).isEqualTo("U+E0041");
  }

  @Test
  void everythingElseStaysAsItIs() {
    for (String text : new String[] {"", "a b~", "Grüße, 漢字 \ud83d\ude00 e\u0301"}) {
      assertThat(SafeText.of(text, 100)).isEqualTo(text);
    }
  }

  @Test
  void aLongTextIsCutVisibly() {
    assertThat(SafeText.of("abcd", 4)).isEqualTo("abcd");
    assertThat(SafeText.of("abcde", 4)).isEqualTo("abc…");
    assertThat(SafeText.of("äbcd", 4)).isEqualTo("äbcd");
    assertThat(SafeText.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    assertThat(SafeText.of("abc\ud83d\ude00", 4)).isEqualTo("abc…");
    assertThat(SafeText.of("\u0000".repeat(1_000_000), 500)).hasSizeLessThanOrEqualTo(500);
  }
}

package dev.gatehouse.platform.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\t",
        "\n",
        "\u00a0",
        "\u2003",
        "\u3000",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        " \u00a0\u200b\ufeff "
      })
  void invisibleCharactersAreTrimmedFromBothEndsAndKeptInside(String pad) {
    String name = "Zo\u00eb" + pad + "M";

    assertThat(TextRules.trimmed(pad + name + pad)).isEqualTo(name);
    assertThat(TextRules.trimmed(pad + pad)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\ude00", "\u0301", "\u00ad", "\ud83d"})
  void visibleCharactersAndMarksStayAtTheEnds(String text) {
    assertThat(TextRules.trimmed(text)).isEqualTo(text);
  }
}

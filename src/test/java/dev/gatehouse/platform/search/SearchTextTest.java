package dev.gatehouse.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTextTest {
  @Test
  void textsThatDifferInCaseFoldAlike() {
    assertThat(SearchText.fold("ŽLUŤOUČKÝ Kůň")).isEqualTo(SearchText.fold("žluťoučký kŮŇ"));
    assertThat(SearchText.fold("ΟΔΟΣ")).isEqualTo(SearchText.fold("οδος"));
    assertThat(SearchText.fold("ΟΔΟΣ")).isEqualTo(SearchText.fold("οδοσ"));
    assertThat(SearchText.fold("\uD801\uDC00")).isEqualTo(SearchText.fold("\uD801\uDC28"));
    assertThat(SearchText.fold("KELVIN \u212A")).isEqualTo(SearchText.fold("kelvin k"));
    assertThat(SearchText.fold("Zoe")).isNotEqualTo(SearchText.fold("Zoë"));
  }

  @Test
  void aPartOfATextFoldsToAPart() {
    String text = "Straße İstanbul ﬁn ΟΔΟΣ";

    for (int start = 0; start < text.length(); start++) {
      for (int end = start; end <= text.length(); end++) {
        assertThat(SearchText.fold(text)).contains(SearchText.fold(text.substring(start, end)));
      }
    }
  }

  @Test
  void wordsAreSplitAtWhiteSpaceOfEveryKind() {
    assertThat(SearchText.words(" One\tTWO\u00a0three\u3000\u2003four-five\n"))
        .isEqualTo(" one two three four-five");
    assertThat(SearchText.words(" ")).isEmpty();
    assertThat(SearchText.words("")).isEmpty();
  }

  @Test
  void aBlankIsFoundWhereverItStands() {
    assertThat(SearchText.hasBlank("a b")).isTrue();
    assertThat(SearchText.hasBlank("\u00a0a")).isTrue();
    assertThat(SearchText.hasBlank("ab")).isFalse();
  }

  @Test
  void likeWildcardsAreEscaped() {
    assertThat(SearchText.containing("50%_\\X")).isEqualTo("%50\\%\\_\\\\x%");
    assertThat(SearchText.withWordBeginning("A_")).isEqualTo("% a\\_%");
  }
}

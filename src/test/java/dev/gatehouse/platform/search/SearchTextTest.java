package dev.gatehouse.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {
  @Test
  void textsThatDifferInCaseFoldAlike() {
    assertThat(SearchText.fold("ŽLUŤOUČKÝ Kůň")).isEqualTo(SearchText.fold("žluťoučký kŮŇ"));
    assertThat(SearchText.fold("ΟΔΟΣ")).isEqualTo(SearchText.fold("οδος"));
    assertThat(SearchText.fold("ΟΔΟΣ")).isEqualTo(SearchText.fold("οδοσ"));
    assertThat(SearchText.fold("\uD801\uDC00")).isEqualTo(SearchText.fold("\uD801\uDC28"));
    assertThat(SearchText.fold("KELVIN \u212A")).isEqualTo(SearchText.fold("kelvin k"));
  }

  @Test
  void combiningMarksMakeNoDifferenceHoweverTheyAreWritten() {
    for (String text :
        List.of("Tüte", "Crème Brûlée", "Šárka", "ΆΣ", "Ệ", "й", "が", "한글", "שָׁלוֹם")) {
      String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
      assertThat(SearchText.fold(decomposed)).isEqualTo(SearchText.fold(text));
      assertThat(SearchText.fold(decomposed.replaceAll("\\p{Mn}", "")))
          .isEqualTo(SearchText.fold(text));
      assertThat(SearchText.words(decomposed)).isEqualTo(SearchText.words(text));
    }
    assertThat(SearchText.fold("Crème Brûlée")).isEqualTo("creme brulee");
    assertThat(SearchText.fold("SØREN ŁÓDŹ Straße Ægir")).isEqualTo("søren łodz straße ægir");
    assertThat(SearchText.fold("\u0301\u0308\ufe0f")).isEmpty();
    assertThat(SearchText.words("a \u0301 \u0301b")).isEqualTo(" a b");
  }

  @Test
  void everyFoldedTextFoldsToItselfAndHasNoMarks() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String folded = SearchText.fold(Character.toString(c));
      assertThat(SearchText.fold(folded)).as("%x", c).isEqualTo(folded);
      assertThat(folded.codePoints().noneMatch(SearchTextTest::isMark)).as("%x", c).isTrue();
    }
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  @Test
  void aStoredTextTellsHowItWasFoldedUnlessItIsInAscii() {
    assertThat(SearchText.stored("tute")).isEqualTo("tute");
    assertThat(SearchText.stored("straße")).isEqualTo("straße\uDB40\uDDEF");
    assertThat(SearchText.fold("\uDB40\uDDEF")).isEmpty();
    assertThat("\uDB40\uDDEF".codePointAt(0)).isEqualTo(917999);
  }

  @Test
  void aPartOfATextFoldsToAPart() {
    String text = "Straße İstanbul ﬁn ΟΔΟΣ Tu\u0308te Ǻ 한";

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
    assertThat(SearchText.containing("50%_\\x")).isEqualTo("%50\\%\\_\\\\x%");
    assertThat(SearchText.withWordBeginning("a_")).isEqualTo("% a\\_%");
  }
}

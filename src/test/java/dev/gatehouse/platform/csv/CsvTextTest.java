package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  private static final List<String> ODD =
      List.of(
          "=1+1", "+1", "@x", "-", "\tx", "\rx", "'=x", "'+x", "'", "''", "'''", "''''", "'plain",
          "''plain", "'@", "'\tx", "'\"q\"", "\n=x", "a,b", "", " ", "\"", "it's", "é😀");

  @Test
  void possibleFormulasGetAnApostrophe() {
    assertThat(ODD)
        .extracting(Formulas::escape)
        .startsWith("'=1+1", "'+1", "'@x", "'-", "'\tx", "'\rx", "''=x", "''+x", "'", "'''")
        .endsWith("\n=x", "a,b", "", " ", "\"", "it's", "é😀");
  }

  @Test
  void onlyAnAddedApostropheIsRemoved() {
    assertThat(ODD)
        .allSatisfy(text -> assertThat(Formulas.unescape(Formulas.escape(text))).isEqualTo(text));
    assertThat(
            List.of("'=one", "''=two", "'plain", "'", "''", "''plain", "x'=").stream()
                .map(Formulas::unescape))
        .containsExactly("=one", "'=two", "'plain", "'", "''", "''plain", "x'=");
  }

  @Test
  void writtenRowsAreReadBackUnchanged() throws IOException {
    StringBuilder csv = new StringBuilder();
    CsvText.append(csv, ODD);
    CsvRows rows =
        new CsvRows(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), ',', 0, 1);

    assertThat(rows.advance()).isTrue();
    assertThat(rows.row().cells()).extracting(Formulas::unescape).isEqualTo(ODD);
    assertThat(rows.advance()).isFalse();
  }

  @Test
  void onlyCellsThatNeedQuotesGetThem() {
    StringBuilder csv = new StringBuilder();

    CsvText.append(csv, List.of("a b", "c,d", "e\"f", "g\nh"));

    assertThat(csv).hasToString("a b,\"c,d\",\"e\"\"f\",\"g\nh\"\r\n");
  }
}

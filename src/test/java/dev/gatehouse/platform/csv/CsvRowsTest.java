package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private static List<CsvRow> rows(String csv) {
    return rows(csv.getBytes(StandardCharsets.UTF_8), 0, 1);
  }

  private static List<CsvRow> rows(byte[] csv, int position, long line) {
    try {
      CsvRows reader =
          new CsvRows(
              new ByteArrayInputStream(csv, position, csv.length - position), ',', position, line);
      List<CsvRow> rows = new ArrayList<>();
      while (reader.advance()) {
        rows.add(reader.row());
      }
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<List<String>> cells(String csv) {
    return rows(csv).stream().map(CsvRow::cells).toList();
  }

  private static String fault(String csv) {
    return String.valueOf(rows(csv).get(0).error());
  }

  @Test
  void cellsAreSeparatedByCommasAndRowsByAnyLineEnd() {
    assertThat(cells("a,b\r\nc,\nd,e\r,f"))
        .containsExactly(List.of("a", "b"), List.of("c", ""), List.of("d", "e"), List.of("", "f"));
  }

  @Test
  void quotesHoldCommasQuotesAndLineEnds() {
    assertThat(cells("\"a,b\",\"say \"\"hi\"\"\",\"1\r\n2\"\nx,\"\",\"\"\"\"\n"))
        .containsExactly(List.of("a,b", "say \"hi\"", "1\r\n2"), List.of("x", "", "\""));
  }

  @Test
  void aQuoteInsideAPlainCellIsACharacter() {
    assertThat(cells("5\" pipe,b\n")).containsExactly(List.of("5\" pipe", "b"));
  }

  @Test
  void emptyLinesAreSkippedButCounted() {
    List<CsvRow> rows = rows("a\n\n\r\n\rb\n\"\"\n");

    assertThat(rows).extracting(CsvRow::line).containsExactly(1L, 5L, 6L);
    assertThat(rows.get(2).cells()).containsExactly("");
  }

  @Test
  void aRowHasTheLineWhereItBegins() {
    assertThat(rows("a\r\n\"1\r\n2\n3\r4\",x\r\nb\n"))
        .extracting(CsvRow::line)
        .containsExactly(1L, 2L, 6L);
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstCell() {
    assertThat(cells("\ufeff\"a\",b\n")).containsExactly(List.of("a", "b"));
    assertThat(cells("\ufeff")).isEmpty();
    assertThat(cells("é")).containsExactly(List.of("é"));
  }

  @Test
  void anUnclosedQuoteIsAnErrorOfItsRow() {
    List<CsvRow> rows = rows("a\nb,\"c\nd,e\n");

    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).line()).isEqualTo(2);
    assertThat(rows.get(1).error()).contains("quote");
  }

  @Test
  void anUnclosedQuoteTellsWhereItOpensAndWhatItTakes() {
    CsvRow row = rows("a\nb,\"c\r\nd,\"\"e\n\n").get(1);

    assertThat(row.lastLine()).isEqualTo(4);
    assertThat(row.error())
        .isEqualTo(
            "has a quote that opens on line 2 and is never closed, which makes one cell of lines 2"
                + " to 4");
    assertThat(fault("a,\"b")).isEqualTo("has a quote that opens on line 1 and is never closed");
    assertThat(fault("\"" + "x\n".repeat(Rows.MAX_ROW_BYTES))).contains("never closed");
    assertThat(fault("\"a\nb\"c\"\n")).contains("opened on line 1 and closed on line 2");
  }

  @Test
  void blanksAroundQuotesAreSkipped() {
    assertThat(cells("a, \"b,c\" ,\t\"d\"\t\n x\"y, \"\n"))
        .containsExactly(List.of("a", "b,c", "d"), List.of(" x\"y", "\n"));
  }

  @Test
  void aRowHasTheLineWhereItEnds() {
    assertThat(rows("a\n\"1\r\n2\r3\"\r\n\nb"))
        .extracting(CsvRow::lastLine)
        .containsExactly(1L, 4L, 6L);
  }

  @Test
  void textAfterAClosingQuoteIsAnErrorOfItsRowOnly() {
    List<CsvRow> rows = rows("\"a\"b,c\nd,e\n");

    assertThat(rows.get(0).error()).contains("closing quote");
    assertThat(rows.get(1)).isEqualTo(new CsvRow(2, 2, List.of("d", "e"), null));
  }

  @Test
  void invalidUtf8IsAnErrorOfItsRowOnly() {
    byte[] csv = "a\ufffd,b\nXY,c\nd,e\n".getBytes(StandardCharsets.UTF_8);
    int x = new String(csv, StandardCharsets.ISO_8859_1).indexOf('X');
    csv[x] = (byte) 0xc0;
    csv[x + 1] = (byte) 0xaf;

    List<CsvRow> rows = rows(csv, 0, 1);

    assertThat(rows.get(0).error()).isNull();
    assertThat(rows.get(1).error()).isEqualTo(CsvRows.NOT_DECODED);
    assertThat(rows.get(2).cells()).containsExactly("d", "e");
  }

  @Test
  void aRowThatIsTooLongIsSkippedWithoutBuffering() {
    List<CsvRow> rows = rows("a,\"" + "\n".repeat(Rows.MAX_ROW_BYTES + 1) + "\"\nb,c\n");

    long line = Rows.MAX_ROW_BYTES + 3L;
    assertThat(rows.get(0).error()).contains("longer than");
    assertThat(rows.get(1)).isEqualTo(new CsvRow(line, line, List.of("b", "c"), null));
  }

  @Test
  void tooManyCellsAreNotBuffered() {
    assertThat(fault(",".repeat(1_000_000))).contains("more than 1000 cells");
    assertThat(rows(",".repeat(1_000_000)).get(0).cells().size()).isLessThan(2000);
  }

  @Test
  void readingResumesAfterAnyRow() throws IOException {
    byte[] csv =
        "\ufeffh1,h2\r\n\"a\nb\",é\r\n\r\n\"\",x\nlast,row".getBytes(StandardCharsets.UTF_8);
    List<CsvRow> all = rows(csv, 0, 1);
    CsvRows reader = new CsvRows(new ByteArrayInputStream(csv), ',', 0, 1);

    for (int done = 1; reader.advance(); done++) {
      assertThat(rows(csv, Math.toIntExact(reader.position()), reader.line()))
          .isEqualTo(all.subList(done, all.size()));
    }
    assertThat(all).hasSize(4);
  }
}

package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {
  private static TextLines lines(String text) throws IOException {
    return new TextLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0, 1);
  }

  @Test
  void eachLineHasItsNumberAndBlankOnesAreSkipped() throws IOException {
    TextLines lines = lines("\ufeffone\r\n \t\r\n\ntwo\nthree");
    List<String> read = new ArrayList<>();

    while (lines.advance()) {
      read.add(lines.number() + ":" + new String(lines.bytes(), StandardCharsets.UTF_8).strip());
    }

    assertThat(read).containsExactly("1:one", "4:two", "5:three");
  }

  @Test
  void aLineThatIsTooLongIsReportedAndSkipped() throws IOException {
    TextLines lines = lines("x".repeat(Rows.MAX_ROW_BYTES + 1) + "\nshort\n");

    assertThat(lines.advance()).isTrue();
    assertThat(lines.isTooLong()).isTrue();
    assertThat(lines.advance()).isTrue();
    assertThat(lines.isTooLong()).isFalse();
    assertThat(lines.bytes()).asString().isEqualTo("short");
    assertThat(lines.advance()).isFalse();
  }
}

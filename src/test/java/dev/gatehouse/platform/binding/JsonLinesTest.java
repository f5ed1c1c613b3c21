package dev.gatehouse.platform.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  @Test
  void eachLineIsAValueAndCountedFromOne() throws IOException {
    assertThat(read("{\"a\":1}\n[2]\n3")).containsExactly("1 {\"a\":1}", "2 [2]", "3 3");
  }

  @Test
  void emptyLinesAreSkippedButCounted() throws IOException {
    assertThat(read("\n1\r\n\n \t\r\n2\n\n")).containsExactly("2 1", "5 2");
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsSkippedOnlyAtTheBeginning() throws IOException {
    assertThat(read("\ufeff1\n2")).containsExactly("1 1", "2 2");
    assertThat(read("1\n\ufeff2")).containsExactly("1 1", "2 -");
    assertThat(read("1")).containsExactly("1 1");
  }

  @Test
  void aLineThatIsNotJsonIsReportedAndTheNextOneRead() throws IOException {
    assertThat(read("{\"a\":1,\"a\":2}\n{\n1 2\nnul\n5"))
        .containsExactly("1 -", "2 -", "3 -", "4 -", "5 5");
    byte[] broken = {'"', (byte) 0xc3, '"', '\n', '7'};
    assertThat(read(broken)).containsExactly("1 -", "2 7");
  }

  @Test
  void aLineOfMaximumLengthIsReadAndALongerOneIsNot() throws IOException {
    String longest = "\"" + "x".repeat(JsonLines.MAX_LINE_BYTES - 2) + "\"";

    assertThat(read(longest + "\n" + longest + " \n3"))
        .containsExactly("1 " + longest, "2 -", "3 3");
  }

  private static List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(byte[] bytes) throws IOException {
    JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes));
    List<String> read = new ArrayList<>();
    for (Optional<JsonLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      read.add(line.get().number() + " " + line.get().value().map(Object::toString).orElse("-"));
    }
    return read;
  }
}

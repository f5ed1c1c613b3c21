package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvDialectTest {
  private static final Set<String> KNOWN = Set.of("a", "b", "c");

  private static CsvDialect find(String head) {
    return CsvDialect.find(head.getBytes(StandardCharsets.UTF_8), KNOWN::contains);
  }

  private static char separatorOf(String head) {
    return find(head).separator();
  }

  @Test
  void theSeparatorIsTheOneThatSplitsOffMostKnownNames() {
    assertThat(separatorOf("a,b,c\n")).isEqualTo(',');
    assertThat(separatorOf("\ufeff\n\r\na;b;x,y,z,1,2\n")).isEqualTo(';');
    assertThat(separatorOf("a\tb\t\"c\"")).isEqualTo('\t');
    assertThat(separatorOf("x|a|y\n")).isEqualTo('|');
  }

  @Test
  void theFirstOfTheFourWinsATie() {
    assertThat(separatorOf("a\n")).isEqualTo(',');
    assertThat(separatorOf("")).isEqualTo(',');
    assertThat(separatorOf("a;x,b\n")).isEqualTo(',');
    assertThat(separatorOf("x;a\n1,2,3\n")).isEqualTo(';');
    assertThat(separatorOf("a;x\tx|b\n")).isEqualTo(';');
    assertThat(separatorOf("a\tx|b\n")).isEqualTo('\t');
  }

  @Test
  void aSepLineIsReadAndSkipped() {
    assertThat(find("sep=;\r\na;b\n")).isEqualTo(new CsvDialect(';', 7, 2));
    assertThat(find("\ufeffSEP=|\ra,b\n")).isEqualTo(new CsvDialect('|', 9, 2));
    assertThat(find("\"sep=\t\"\na\n")).isEqualTo(new CsvDialect('\t', 8, 2));
    assertThat(find("sep=,")).isEqualTo(new CsvDialect(',', 5, 2));
    for (String none :
        new String[] {"sep=", "sep=\na,b", "sep=;;\na;b", "separator\n", "\nsep=;\n"}) {
      assertThat(find(none).line()).as(none).isEqualTo(1);
    }
  }

  @Test
  void anotherSeparatorIsRecognizedForAMessage() {
    byte[] colons = "a:b:x\n".getBytes(StandardCharsets.UTF_8);
    byte[] wrong = "sep=;\na,b\n".getBytes(StandardCharsets.UTF_8);
    byte[] right = "a,b:c\n".getBytes(StandardCharsets.UTF_8);

    assertThat(find("a:b:x\n").seemingSeparator(colons, KNOWN::contains)).contains(':');
    assertThat(find("sep=;\na,b\n").seemingSeparator(wrong, KNOWN::contains)).contains(',');
    assertThat(find("a,b:c\n").seemingSeparator(right, KNOWN::contains)).isEmpty();
  }

  @Test
  void rowsAreReadWithTheSeparator() throws IOException {
    String csv = "a;b\n1,5; \"x;\"\"y\" \n";
    CsvRows rows = find(csv).rows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));

    assertThat(rows.advance()).isTrue();
    assertThat(rows.advance()).isTrue();
    assertThat(rows.row().cells()).containsExactly("1,5", "x;\"y");
  }
}

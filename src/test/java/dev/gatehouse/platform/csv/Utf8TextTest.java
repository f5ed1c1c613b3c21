package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8TextTest {
  private static final String TEXT = "Tüte – 5 €\r\n";

  /** Longer than every buffer, so that characters lie across their ends. */
  private static final String LONG = (TEXT + "x😀").repeat(20_000);

  private static byte[] utf8(byte[] text, TextCharset declared) throws IOException {
    return Utf8Text.of(new ByteArrayInputStream(text), declared).bytes().readAllBytes();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void eachCharsetBecomesUtf8() throws IOException {
    assertThat(utf8(TEXT.getBytes(Charset.forName("windows-1252")), TextCharset.WINDOWS_1252))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(TEXT);
    assertThat(utf8("Tüte".getBytes(StandardCharsets.ISO_8859_1), TextCharset.ISO_8859_1))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("Tüte");
    assertThat(utf8(LONG.getBytes(StandardCharsets.UTF_16BE), TextCharset.UTF_16))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(LONG);
    assertThat(utf8(TEXT.getBytes(StandardCharsets.UTF_8), TextCharset.UTF_8))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(TEXT);
  }

  @Test
  void aByteOrderMarkWins() throws IOException {
    byte[] little = ("\ufeff" + LONG).getBytes(StandardCharsets.UTF_16LE);
    byte[] big = ("\ufeff" + LONG).getBytes(StandardCharsets.UTF_16BE);
    byte[] marked = ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8);

    assertThat(utf8(little, TextCharset.WINDOWS_1252))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(LONG);
    assertThat(utf8(big, TextCharset.UTF_8)).asString(StandardCharsets.UTF_8).isEqualTo(LONG);
    assertThat(utf8(marked, TextCharset.UTF_16)).isEqualTo(marked);
  }

  @Test
  void whatCannotBeDecodedIsNotUtf8InItsPlaceAlone() throws IOException {
    assertThat(utf8(bytes('a', 0x81, 'b', 0x9d), TextCharset.WINDOWS_1252))
        .isEqualTo(bytes('a', 0xff, 'b', 0xff));
    assertThat(utf8(bytes(0xd8, 0, 0, 'a', 0), TextCharset.UTF_16))
        .isEqualTo(bytes(0xff, 'a', 0xff));
    assertThat(utf8(bytes('a', 0xc3), TextCharset.UTF_8)).isEqualTo(bytes('a', 0xc3));
  }

  @Test
  void aShortTextIsNoMark() throws IOException {
    assertThat(utf8(bytes(), TextCharset.UTF_16)).isEmpty();
    assertThat(utf8(bytes('a'), TextCharset.UTF_8)).isEqualTo(bytes('a'));
    assertThat(utf8(bytes(0xef, 0xbb), TextCharset.ISO_8859_1)).hasSize(4);
  }

  @Test
  void charsetsHaveTheNamesOfMediaTypes() {
    assertThat(TextCharset.named("UTF-16")).contains(TextCharset.UTF_16);
    assertThat(TextCharset.named("utf8")).contains(TextCharset.UTF_8);
    assertThat(TextCharset.named("Windows-1252")).contains(TextCharset.WINDOWS_1252);
    assertThat(TextCharset.named("latin1")).isEmpty();
  }
}

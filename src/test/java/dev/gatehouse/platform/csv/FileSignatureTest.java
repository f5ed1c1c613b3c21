package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileSignatureTest {
  private static String found(String head) {
    return FileSignature.of(head.getBytes(StandardCharsets.ISO_8859_1)).orElse("");
  }

  private static String guess(byte[] head, TextCharset declared) {
    return EncodingGuess.instead(head, declared).orElse("");
  }

  @Test
  void otherFilesAreNamed() {
    assertThat(found("PK\u0003\u0004…[Content_Types].xml")).contains("xlsx");
    assertThat(found("PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet"))
        .contains("ods");
    assertThat(found("PK\u0003\u0004products.csv")).contains("zip");
    assertThat(found("\u001f\u008b\b")).contains("Content-Encoding: gzip");
    assertThat(found("%PDF-1.4")).contains("PDF");
    assertThat(found("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1")).contains("xls");
    assertThat(found("\u00ef\u00bb\u00bf \n<HTML><head>")).contains("HTML");
    assertThat(found("<?xml version=\"1.0\"?>")).contains("XML");
  }

  @Test
  void textIsNotNamed() {
    for (String text : new String[] {"", "sku,name\n", "PK,PDF\n", "<b>,sku\n", "{\"sku\":1}"}) {
      assertThat(found(text)).as(text).isEmpty();
    }
  }

  @Test
  void anEncodingIsGuessedOnlyIfItIsAnother() {
    byte[] utf8 = "Größe".getBytes(StandardCharsets.UTF_8);
    byte[] utf16 = "Größe".getBytes(StandardCharsets.UTF_16LE);
    byte[] ansi = "Größe".getBytes(Charset.forName("windows-1252"));

    assertThat(guess(utf8, TextCharset.UTF_8)).isEmpty();
    assertThat(guess(utf16, TextCharset.UTF_8)).contains("UTF-16");
    assertThat(guess(ansi, TextCharset.UTF_8)).contains("windows-1252");
    assertThat(guess(ansi, TextCharset.WINDOWS_1252)).isEmpty();
    assertThat(guess(utf8, TextCharset.WINDOWS_1252)).contains("UTF-8");
    assertThat(guess(utf8, TextCharset.UTF_16)).contains("UTF-8");
    assertThat(guess(utf16, TextCharset.UTF_16LE)).isEmpty();
  }
}

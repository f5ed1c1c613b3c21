package dev.gatehouse.platform.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A text as UTF-8, whatever its character set.
 *
 * @param charset of the original, by its byte order mark or else as declared
 * @param bytes the text; a byte that UTF-8 never has stands for each one that cannot be decoded
 */
public record Utf8Text(TextCharset charset, InputStream bytes) {
  private static final int LONGEST_MARK = 3;

  /**
   * Reads a text. UTF-8 is passed on as it is, and other text without its byte order mark.
   *
   * @param declared how it is encoded unless it begins with a byte order mark
   */
  public static Utf8Text of(InputStream text, TextCharset declared) throws IOException {
    byte[] head = text.readNBytes(LONGEST_MARK);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), text);
    if (begins(head, 0xef, 0xbb, 0xbf)) {
      return new Utf8Text(TextCharset.UTF_8, whole);
    }
    if (begins(head, 0xfe, 0xff)) {
      return decoded(whole, TextCharset.UTF_16, 2);
    }
    if (begins(head, 0xff, 0xfe)) {
      return decoded(whole, TextCharset.UTF_16LE, 2);
    }
    return declared == TextCharset.UTF_8
        ? new Utf8Text(declared, whole)
        : decoded(whole, declared, 0);
  }

  private static Utf8Text decoded(InputStream text, TextCharset charset, int markLength)
      throws IOException {
    text.skipNBytes(markLength);
    return new Utf8Text(charset, new DecodingStream(text, charset.charset()));
  }

  private static boolean begins(byte[] head, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}

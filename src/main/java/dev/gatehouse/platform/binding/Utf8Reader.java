package dev.gatehouse.platform.binding;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes strict UTF-8. Unlike an {@link java.io.InputStreamReader} it returns every character
 * before an error, so that the caller can locate the error.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER = 8 * 1024;
  private static final int MAX_CHARACTER_BYTES = 4;

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes;
  private boolean atEnd;

  Utf8Reader(InputStream in) throws IOException {
    this.in = in;
    this.bytes =
        ByteBuffer.allocate(Math.max(MAX_CHARACTER_BYTES, Math.min(BUFFER, in.available())));
    bytes.flip();
  }

  /** Needs room for two characters, because of surrogate pairs. */
  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    CharBuffer text = CharBuffer.wrap(chars, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, text, atEnd);
      if (text.remaining() < length) {
        return length - text.remaining();
      }
      if (result.isError()) {
        result.throwException();
      }
      if (atEnd) {
        return -1;
      }
      bytes.compact();
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      atEnd = count < 0;
      bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns a text into UTF-8. What cannot be decoded becomes a byte that UTF-8 never has. */
final class DecodingStream extends InputStream {
  private static final int PIECE = 16 * 1024;
  private static final int MOST_BYTES_OF_CHAR = 3;
  private static final int LONGEST_UNIT = 2;
  private static final byte NOT_UTF_8 = (byte) 0xff;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer encoded = ByteBuffer.allocate(PIECE).flip();
  private final CharBuffer chars = CharBuffer.allocate(PIECE);
  private final ByteBuffer utf8 = ByteBuffer.allocate(PIECE * MOST_BYTES_OF_CHAR + 1).flip();
  private boolean atEnd;
  private boolean isFlushed;

  DecodingStream(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read() throws IOException {
    return fill() ? utf8.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, utf8.remaining());
    utf8.get(bytes, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!utf8.hasRemaining() && !isFlushed) {
      decode();
    }
    return utf8.hasRemaining();
  }

  private void decode() throws IOException {
    readMore();
    chars.clear();
    CoderResult result = decoder.decode(encoded, chars, atEnd);
    utf8.clear();
    utf8.put(StandardCharsets.UTF_8.encode(chars.flip()));
    if (result.isError()) {
      // of half a surrogate pair the decoder would also drop the character behind it
      encoded.position(encoded.position() + Math.min(result.length(), LONGEST_UNIT));
      utf8.put(NOT_UTF_8);
    }
    isFlushed = atEnd && result.isUnderflow();
    utf8.flip();
  }

  private void readMore() throws IOException {
    encoded.compact();
    if (!atEnd && encoded.hasRemaining()) {
      int count = in.read(encoded.array(), encoded.position(), encoded.remaining());
      atEnd = count < 0;
      encoded.position(encoded.position() + Math.max(0, count));
    }
    encoded.flip();
  }
}

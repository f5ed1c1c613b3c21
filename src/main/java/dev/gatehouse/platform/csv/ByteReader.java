package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;

/** Bytes one by one, with the position of the next one. */
final class ByteReader {
  static final int END = -1;

  private static final int[] MARK = {0xef, 0xbb, 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private long before;
  private int at;
  private int filled;

  /**
   * The bytes of a stream.
   *
   * @param position of its first byte in the whole; at 0 a byte order mark is passed over
   */
  ByteReader(InputStream in, long position) throws IOException {
    this.in = in;
    this.before = position;
    if (position == 0) {
      passOverMark();
    }
  }

  int next() throws IOException {
    return at < filled || fill() ? buffer[at++] & 0xff : END;
  }

  int peek() throws IOException {
    return at < filled || fill() ? buffer[at] & 0xff : END;
  }

  long position() {
    return before + at;
  }

  private boolean fill() throws IOException {
    before += filled;
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  private void passOverMark() throws IOException {
    filled = in.readNBytes(buffer, 0, MARK.length);
    boolean marked = filled == MARK.length;
    for (int i = 0; i < MARK.length && marked; i++) {
      marked = (buffer[i] & 0xff) == MARK[i];
    }
    if (marked) {
      at = MARK.length;
    }
  }
}

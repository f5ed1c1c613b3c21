package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;

/** Reads single bytes and knows the position of the next one. */
final class ByteReader {
  static final int END = -1;

  private static final int[] BOM = {0xef, 0xbb, 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private long bufferStart;
  private int next;
  private int filled;

  /**
   * Starts at a position in a stream.
   *
   * @param position of the first byte; at 0 a byte order mark is skipped
   */
  ByteReader(InputStream in, long position) throws IOException {
    this.in = in;
    this.bufferStart = position;
    if (position == 0) {
      skipBom();
    }
  }

  int next() throws IOException {
    return next < filled || fill() ? buffer[next++] & 0xff : END;
  }

  int peek() throws IOException {
    return next < filled || fill() ? buffer[next] & 0xff : END;
  }

  long position() {
    return bufferStart + next;
  }

  private boolean fill() throws IOException {
    bufferStart += filled;
    next = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  private void skipBom() throws IOException {
    filled = in.readNBytes(buffer, 0, BOM.length);
    boolean hasBom = filled == BOM.length;
    for (int i = 0; i < BOM.length && hasBom; i++) {
      hasBom = (buffer[i] & 0xff) == BOM[i];
    }
    if (hasBom) {
      next = BOM.length;
    }
  }
}

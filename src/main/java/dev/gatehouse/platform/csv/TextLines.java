package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines, of which each is a row. */
public final class TextLines implements Rows {
  private final ByteReader reader;
  private final int longest;
  private byte[] bytes = new byte[4096];
  private int length;
  private boolean blank;
  private boolean tooLong;
  private long line;

  /** Lines from a position on, see {@link CsvRows}. */
  public TextLines(InputStream in, long position, long line) throws IOException {
    this(in, position, line, LONGEST);
  }

  private TextLines(InputStream in, long position, long line, int longest) throws IOException {
    this.reader = new ByteReader(in, position);
    this.line = line;
    this.longest = longest;
  }

  /** All lines, of each of which so many bytes are read at most. */
  public static TextLines of(InputStream in, int longest) throws IOException {
    return new TextLines(in, 0, 1, longest);
  }

  @Override
  public boolean advance() throws IOException {
    do {
      if (reader.peek() == ByteReader.END) {
        return false;
      }
      read();
    } while (blank && !tooLong);
    return true;
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public long line() {
    return line;
  }

  /** The number of the line that {@link #advance} went to. */
  public long number() {
    return line - 1;
  }

  /** What that line holds, or as much of it as is read. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  public boolean isTooLong() {
    return tooLong;
  }

  private void read() throws IOException {
    length = 0;
    blank = true;
    tooLong = false;
    for (int c = reader.next(); c != ByteReader.END && c != '\n'; c = reader.next()) {
      blank &= c == ' ' || c == '\t' || c == '\r';
      put(c);
    }
    line++;
  }

  private void put(int c) {
    if (length == longest) {
      tooLong = true;
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) c;
  }
}

package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads each line as a row. */
public final class TextLines implements Rows {
  private final ByteReader reader;
  private final int maxLength;
  private byte[] bytes = new byte[4096];
  private int length;
  private boolean blank;
  private boolean tooLong;
  private long line;

  /** Starts at a position, see {@link CsvRows}. */
  public TextLines(InputStream in, long position, long line) throws IOException {
    this(in, position, line, MAX_ROW_BYTES);
  }

  private TextLines(InputStream in, long position, long line, int longest) throws IOException {
    this.reader = new ByteReader(in, position);
    this.line = line;
    this.maxLength = longest;
  }

  /** Reads all lines, and at most {@code longest} bytes of each. */
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

  /** The number of the current line, from 1. */
  public long number() {
    return line - 1;
  }

  /** The current line, cut at the longest length. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** The length of {@link #bytes}. */
  public int length() {
    return length;
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
    if (length == maxLength) {
      tooLong = true;
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) c;
  }
}

package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV: cells separated by commas, rows by CR, LF or both, quotes around cells that contain
 * any of these. Home-made, because the known libraries give up at the first malformed row and
 * report no position to resume from.
 */
public final class CsvRows implements Rows {
  private static final int MAX_CELLS = 1000;

  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private final ByteReader reader;
  private byte[] bytes = new byte[4096];
  private int[] ends = new int[16];
  private int length;
  private int cells;
  private boolean quoted;
  private @Nullable String error;
  private long firstLine;
  private long line;

  /**
   * Starts at a position.
   *
   * @param in a stream that begins at the position
   * @param position just after a row, or 0
   * @param line the physical line at the position, from 1
   */
  public CsvRows(InputStream in, long position, long line) throws IOException {
    this.reader = new ByteReader(in, position);
    this.line = line;
  }

  @Override
  public boolean advance() throws IOException {
    do {
      if (reader.peek() == ByteReader.END) {
        return false;
      }
      read();
    } while (cells == 1 && length == 0 && !quoted);
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

  /** The current row, after {@link #advance}. */
  public CsvRow row() {
    List<String> texts = new ArrayList<>(cells);
    String rowError = error;
    int from = 0;
    for (int i = 0; i < cells; i++) {
      String text = Utf8.decode(bytes, from, ends[i] - from);
      if (text == null) {
        rowError = rowError == null ? "is not UTF-8" : rowError;
        text = "";
      }
      texts.add(text);
      from = ends[i];
    }
    return new CsvRow(firstLine, texts, rowError);
  }

  private void read() throws IOException {
    length = 0;
    cells = 0;
    quoted = false;
    error = null;
    firstLine = line;
    State state = State.CELL_START;
    while (true) {
      int c = reader.next();
      if (state == State.QUOTED) {
        if (c == ByteReader.END) {
          reportError("has an unclosed quote");
          endCell();
          return;
        }
        state = inQuotes(c);
      } else if (c == ByteReader.END) {
        endCell();
        return;
      } else if (c == '\n' || c == '\r') {
        endLine(c);
        endCell();
        return;
      } else if (c == ',') {
        endCell();
        state = State.CELL_START;
      } else {
        state = outsideQuotes(c, state);
      }
    }
  }

  private State inQuotes(int c) throws IOException {
    if (c == '"') {
      return State.QUOTE_IN_QUOTED;
    }
    put(c);
    if (c == '\n' || (c == '\r' && reader.peek() != '\n')) {
      line++;
    }
    return State.QUOTED;
  }

  private State outsideQuotes(int c, State state) {
    if (c == '"' && state == State.CELL_START) {
      quoted = true;
      return State.QUOTED;
    }
    if (c == '"' && state == State.QUOTE_IN_QUOTED) {
      put(c);
      return State.QUOTED;
    }
    if (state == State.QUOTE_IN_QUOTED) {
      reportError("has text between a closing quote and the next comma");
    }
    put(c);
    return State.PLAIN;
  }

  private void endLine(int c) throws IOException {
    if (c == '\r' && reader.peek() == '\n') {
      reader.next();
    }
    line++;
  }

  private void put(int c) {
    if (length == bytes.length) {
      if (length == MAX_ROW_BYTES) {
        reportError("is longer than " + MAX_ROW_BYTES + " bytes");
        return;
      }
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) c;
  }

  private void endCell() {
    if (cells == ends.length) {
      if (cells >= MAX_CELLS) {
        reportError("has more than " + MAX_CELLS + " cells");
        return;
      }
      ends = Arrays.copyOf(ends, cells * 2);
    }
    ends[cells++] = length;
  }

  private void reportError(String found) {
    if (error == null) {
      error = found;
    }
  }
}

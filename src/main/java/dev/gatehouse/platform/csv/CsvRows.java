package dev.gatehouse.platform.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV: cells with a separator between them, rows that end in CR, LF or both, quotes around
 * cells that contain any of these, and blanks around the quotes. Home-made, because the known
 * libraries give up at the first malformed row and report no position to resume from.
 */
public final class CsvRows implements Rows {
  private static final int MAX_CELLS = 1000;

  /** The error of a row with bytes that are not of its character set. */
  public static final String NOT_DECODED = "has bytes that cannot be decoded";

  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED,
    BEHIND_QUOTED
  }

  private final ByteReader reader;
  private final int separator;
  private byte[] bytes = new byte[4096];
  private int[] ends = new int[16];
  private int length;
  private int cells;
  private boolean quoted;
  private @Nullable String error;
  private long firstLine;
  private long lastLine;
  private long quoteLine;
  private long behindLastBreak;
  private long line;

  /**
   * Starts at a position.
   *
   * @param in a stream that begins at the position
   * @param separator an ASCII character
   * @param position just after a row, or 0
   * @param line the physical line at the position, from 1
   */
  public CsvRows(InputStream in, char separator, long position, long line) throws IOException {
    this.reader = new ByteReader(in, position);
    this.separator = separator;
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
    for (int i = 0; i < cells; i++) {
      String text = cell(i);
      if (text == null) {
        rowError = rowError == null ? NOT_DECODED : rowError;
        text = new String(bytes, start(i), ends[i] - start(i), StandardCharsets.UTF_8);
      }
      texts.add(text);
    }
    return new CsvRow(firstLine, lastLine, texts, rowError);
  }

  /** One cell of the current row, or null if it cannot be decoded. */
  public @Nullable String cell(int index) {
    return Utf8.decode(bytes, start(index), ends[index] - start(index));
  }

  /** How many cells the current row has. */
  public int cells() {
    return cells;
  }

  /** The bytes of all cells of the current row. */
  public int length() {
    return length;
  }

  /** Whether the current row is malformed, its characters aside. */
  public boolean isMalformed() {
    return error != null;
  }

  /** Whether a cell begins with a printable ASCII character: quicker than decoding it. */
  public boolean startsVisibly(int index) {
    int start = start(index);
    return start < ends[index] && bytes[start] > ' ' && bytes[start] < 0x7f;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
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
          lastLine = reader.position() == behindLastBreak ? line - 1 : line;
          error = unclosed();
          endCell();
          return;
        }
        state = inQuotes(c);
      } else if (c == ByteReader.END) {
        lastLine = line;
        endCell();
        return;
      } else if (c == '\n' || c == '\r') {
        lastLine = line;
        endLine(c);
        endCell();
        return;
      } else if (c == separator) {
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
      behindLastBreak = reader.position();
    }
    return State.QUOTED;
  }

  private State outsideQuotes(int c, State state) {
    if (c == '"' && isAtStart(state)) {
      length = start(cells);
      quoted = true;
      quoteLine = line;
      return State.QUOTED;
    }
    if (c == '"' && state == State.QUOTE_IN_QUOTED) {
      put(c);
      return State.QUOTED;
    }
    if (state == State.QUOTE_IN_QUOTED || state == State.BEHIND_QUOTED) {
      if (isBlank(c)) {
        return State.BEHIND_QUOTED;
      }
      reportError(textBehindQuoted());
    }
    put(c);
    return State.PLAIN;
  }

  /** Whether the cell has only blanks yet. */
  private boolean isAtStart(State state) {
    if (state != State.PLAIN) {
      return state == State.CELL_START;
    }
    int i = start(cells);
    while (i < length && isBlank(bytes[i])) {
      i++;
    }
    return i == length && error == null;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private String unclosed() {
    return "has a quote that opens on line "
        + quoteLine
        + " and is never closed"
        + (lastLine > quoteLine
            ? ", which makes one cell of lines " + quoteLine + " to " + lastLine
            : "");
  }

  private String textBehindQuoted() {
    return "has text between a closing quote and the next separator"
        + (line > quoteLine
            ? "; the quote opened on line " + quoteLine + " and closed on line " + line
            : "");
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

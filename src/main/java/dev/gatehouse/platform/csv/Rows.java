package dev.gatehouse.platform.csv;

import java.io.IOException;

/** Iterates over rows and can resume at the position of any of them. */
public interface Rows {
  /** Bytes of the longest row read. A longer row is an error; the next one is read as usual. */
  int MAX_ROW_BYTES = 1024 * 1024;

  /** Moves to the next row, skipping empty lines. Returns false at the end. */
  boolean advance() throws IOException;

  /** The position just after the current row. */
  long position();

  /** The number of the physical line at {@link #position}, from 1. */
  long line();
}

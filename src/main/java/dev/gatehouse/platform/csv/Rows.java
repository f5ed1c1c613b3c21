package dev.gatehouse.platform.csv;

import java.io.IOException;

/** Rows one after the other, each of which can be returned to by its position. */
public interface Rows {
  /** The most bytes of a row that are read; a longer one is at fault, the next one is not. */
  int LONGEST = 1024 * 1024;

  /** Goes on to the next row; false at the end. Empty lines are no rows. */
  boolean advance() throws IOException;

  /** The position of the first byte behind the row. */
  long position();

  /** The number of the physical line there, from 1. */
  long line();
}

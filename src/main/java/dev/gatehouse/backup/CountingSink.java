package dev.gatehouse.backup;

/** Counts the rows of each table and discards them. */
final class CountingSink implements DumpSink {
  private long rows;

  /** How many rows end in these bytes: a line feed ends a row, and stands nowhere else. */
  static long count(byte[] bytes, int length) {
    long ends = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        ends++;
      }
    }
    return ends;
  }

  @Override
  public void beginTable(DumpedTable table) {
    rows = 0;
  }

  @Override
  public void rows(byte[] bytes, int length) {
    rows += count(bytes, length);
  }

  @Override
  public long endTable(DumpedTable table) {
    return rows;
  }

  @Override
  public void sequence(SequencePosition position) {
    // there is nothing to count
  }
}

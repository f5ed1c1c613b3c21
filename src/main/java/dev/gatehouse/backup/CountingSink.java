package dev.gatehouse.backup;

/** Counts the rows, each of which ends with a line feed, and keeps nothing. */
final class CountingSink implements DumpSink {
  private long rows;

  @Override
  public void beginTable(DumpedTable table) {
    rows = 0;
  }

  @Override
  public void rows(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        rows++;
      }
    }
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

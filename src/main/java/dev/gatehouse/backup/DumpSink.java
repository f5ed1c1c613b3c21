package dev.gatehouse.backup;

/** Takes what a dump holds, in its order. */
interface DumpSink {
  void beginTable(DumpedTable table);

  /** A piece of the table's rows, which may end anywhere. */
  void rows(byte[] bytes, int length);

  /** Ends the table; returns how many rows it took. */
  long endTable(DumpedTable table);

  void sequence(SequencePosition position);
}

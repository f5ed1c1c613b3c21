package dev.gatehouse.nodes;

/** A part of the database that each node keeps a copy of. Thread-safe. */
public interface SharedCopy {
  /** A name that no other copy has. */
  String name();

  /**
   * Brings the copy up to date.
   *
   * @return the version of the part that the node now knows, which grows with each change
   */
  long refresh();
}

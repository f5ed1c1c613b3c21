package dev.gatehouse.backup;

/** Is told how far the work is, often. */
@FunctionalInterface
public interface Progress {
  /**
   * Some more was done.
   *
   * @param what is being done
   * @param rows of all tables so far
   */
  void at(String what, long rows);
}

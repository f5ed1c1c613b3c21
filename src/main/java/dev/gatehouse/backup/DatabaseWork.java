package dev.gatehouse.backup;

import java.sql.SQLException;

/** What may fail because of the database. */
@FunctionalInterface
interface DatabaseWork<T> {
  T result() throws SQLException;

  /**
   * Does the work.
   *
   * @throws CopyException if the database fails
   */
  static <T> T run(DatabaseWork<T> work) {
    try {
      return work.result();
    } catch (SQLException e) {
      throw new CopyException(e);
    }
  }
}

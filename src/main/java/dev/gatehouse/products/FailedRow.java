package dev.gatehouse.products;

import java.util.List;

/**
 * A row that was not imported.
 *
 * @param cells its values in the columns of {@link FailedRowColumns}
 */
record FailedRow(RowError error, List<String> cells) {
  /** About the characters that it takes in memory. */
  int length() {
    return error.message().length() + cells.size() + cells.stream().mapToInt(String::length).sum();
  }
}

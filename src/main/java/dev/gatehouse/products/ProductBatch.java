package dev.gatehouse.products;

import java.util.List;
import java.util.Optional;

/**
 * A batch of import rows.
 *
 * @param rows the good ones
 * @param complete the products of the rows, if each row has all that a new product needs
 * @param mojibake those of the rows whose texts may have been read in the wrong character set
 * @param ignored foreign columns that were passed over so far
 * @param position byte offset after the batch
 * @param line physical line after the batch
 */
record ProductBatch(
    List<ProductRow> rows,
    Optional<ProductColumns> complete,
    List<ProductRow> mojibake,
    List<FailedRow> failed,
    List<String> ignored,
    long position,
    long line) {
  boolean isEmpty() {
    return rows.isEmpty() && failed.isEmpty();
  }
}

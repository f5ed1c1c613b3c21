package dev.gatehouse.products;

import java.util.List;

/**
 * A batch of import rows.
 *
 * @param good number of valid rows; the columns hold one product per sku
 * @param position byte offset after the batch
 * @param line physical line after the batch
 */
record ProductBatch(
    ProductColumns products, int good, List<RowError> errors, long position, long line) {
  boolean isEmpty() {
    return good == 0 && errors.isEmpty();
  }
}

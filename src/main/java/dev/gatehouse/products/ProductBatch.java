package dev.gatehouse.products;

import java.util.List;

/**
 * Some rows of an import.
 *
 * @param good how many of them are products; of those with one sku the columns hold one
 * @param position behind them
 * @param line there
 */
record ProductBatch(
    ProductColumns products, int good, List<RowError> errors, long position, long line) {
  boolean isEmpty() {
    return good == 0 && errors.isEmpty();
  }
}

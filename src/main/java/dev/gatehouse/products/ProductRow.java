package dev.gatehouse.products;

import org.jspecify.annotations.Nullable;

/** A row of an import: a product or an error. */
record ProductRow(@Nullable NewProduct product, @Nullable RowError error) {
  static ProductRow good(NewProduct product) {
    return new ProductRow(product, null);
  }

  static ProductRow bad(long line, @Nullable String sku, String message) {
    return new ProductRow(null, new RowError(line, sku, message));
  }
}

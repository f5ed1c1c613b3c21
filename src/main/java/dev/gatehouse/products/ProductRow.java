package dev.gatehouse.products;

import org.jspecify.annotations.Nullable;

/**
 * A row of an import: a product or a failure.
 *
 * @param price of the product, if only its currency in the database tells the amount
 */
record ProductRow(
    SourceRow source,
    @Nullable ImportedProduct product,
    @Nullable Price price,
    @Nullable FailedRow failure) {
  static ProductRow good(SourceRow source, ImportedProduct product) {
    return new ProductRow(source, product, null, null);
  }

  /** A row that failed; the field is null if the whole row is at fault. */
  static ProductRow bad(
      SourceRow source, @Nullable String sku, @Nullable String field, String message) {
    return new ProductRow(source, null, null, source.failed(sku, field, message));
  }

  ProductRow withPrice(Price pending) {
    return new ProductRow(source, product, pending, failure);
  }
}

package dev.gatehouse.products;

import java.time.Instant;

/** A product as it is shown. */
record ProductView(
    long id,
    String sku,
    String name,
    String description,
    long unitAmount,
    String currency,
    int stock,
    boolean isActive,
    Instant createdAt,
    Instant updatedAt) {
  static ProductView of(Product product) {
    return new ProductView(
        product.id(),
        product.sku(),
        product.name(),
        product.description(),
        product.unitAmount(),
        product.currency(),
        product.stock(),
        product.isActive(),
        product.createdAt(),
        product.updatedAt());
  }
}

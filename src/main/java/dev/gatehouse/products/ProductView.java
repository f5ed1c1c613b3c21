package dev.gatehouse.products;

import dev.gatehouse.platform.openapi.Example;
import java.time.Instant;

record ProductView(
    long id,
    @Example("MUG-1") String sku,
    @Example("Mug") String name,
    @Example("Holds 300 ml.") String description,
    @Example("1250") long unitAmount,
    @Example("EUR") String currency,
    @Example("10") int stock,
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

package dev.gatehouse.products;

import java.time.Instant;

/**
 * A product.
 *
 * @param unitAmount price per unit, in the currency's minor unit
 * @param currency an ISO 4217 code
 * @param stock units in stock
 * @param version incremented by each change
 */
public record Product(
    long id,
    String sku,
    String name,
    String description,
    long unitAmount,
    String currency,
    int stock,
    boolean isActive,
    long version,
    Instant createdAt,
    Instant updatedAt) {}

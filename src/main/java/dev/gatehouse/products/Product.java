package dev.gatehouse.products;

import java.time.Instant;

/**
 * A product.
 *
 * @param unitAmount the price of one, in the currency's minor unit
 * @param currency an ISO 4217 code
 * @param stock how many there are
 * @param version grows by one with each change
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

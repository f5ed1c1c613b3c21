/**
 * The catalogue: products, search and stock. Hides how skus are compared and texts are searched.
 * Depends on the platform.
 */
@NullMarked
package dev.gatehouse.products;

import org.jspecify.annotations.NullMarked;

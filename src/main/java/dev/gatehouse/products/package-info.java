/**
 * The catalogue: products, their search and their stock. It hides how skus are compared and texts
 * are searched. It stands on the platform.
 */
@NullMarked
package dev.gatehouse.products;

import org.jspecify.annotations.NullMarked;

/**
 * The catalogue: products, search, stock, imports and exports. Hides how skus are compared, texts
 * are searched and files are read. Depends on the platform.
 */
@NullMarked
package dev.gatehouse.products;

import org.jspecify.annotations.NullMarked;

package dev.gatehouse.products;

import org.jspecify.annotations.Nullable;

/**
 * Why a row did not go in.
 *
 * @param line its first physical line, from 1
 * @param sku as far as it can be told
 */
public record RowError(long line, @Nullable String sku, String message) {}

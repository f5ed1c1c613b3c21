package dev.gatehouse.products;

import dev.gatehouse.platform.problems.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Why a row was not imported.
 *
 * @param line its first physical line, from 1
 * @param sku null if unknown
 */
public record RowError(long line, @Nullable String sku, String message) {
  private static final int LONGEST_SKU = 100;
  private static final int LONGEST_MESSAGE = 500;

  public RowError {
    sku = sku == null ? null : SafeText.of(sku, LONGEST_SKU);
    message = SafeText.of(message, LONGEST_MESSAGE);
  }
}

package dev.gatehouse.products;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.problems.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Why a row was not imported, or what is doubtful about one that was.
 *
 * @param line its first physical line, from 1
 * @param lastLine its last one
 * @param sku null if unknown
 * @param field the first field at fault; null if it is the row
 */
public record RowError(
    @About("The first line of the row in the file, from 1.") long line,
    @About("The last line of the row.") long lastLine,
    @About("The `sku` of the row, if it is known.") @Nullable String sku,
    @About("The first field at fault; null if it is the row as a whole.") @Nullable String field,
    @About("What is wrong and what would be right, for people.") String message) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_MESSAGE = 500;

  public RowError {
    sku = sku == null ? null : SafeText.of(sku, LONGEST_NAME);
    field = field == null ? null : SafeText.of(field, LONGEST_NAME);
    message = SafeText.of(message, LONGEST_MESSAGE);
  }
}

package dev.gatehouse.products;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in the upload.
 *
 * @param line its first physical line, from 1
 * @param lastLine its last one
 * @param length about the characters that it takes in memory
 * @param cells see {@link FailedRow}; asked for only if it fails
 */
record SourceRow(long line, long lastLine, int length, Supplier<List<String>> cells) {
  FailedRow failed(@Nullable String sku, @Nullable String field, String message) {
    return new FailedRow(error(sku, field, message), cells.get());
  }

  RowError error(@Nullable String sku, @Nullable String field, String message) {
    return new RowError(line, lastLine, sku, field, message);
  }
}

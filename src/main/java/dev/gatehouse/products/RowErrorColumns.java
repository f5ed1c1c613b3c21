package dev.gatehouse.products;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Errors of rows as columns. */
public record RowErrorColumns(
    List<Long> lines,
    List<Long> lastLines,
    List<@Nullable String> skus,
    List<@Nullable String> fields,
    List<String> messages) {
  static RowErrorColumns of(List<RowError> errors) {
    return new RowErrorColumns(
        column(errors, RowError::line),
        column(errors, RowError::lastLine),
        column(errors, RowError::sku),
        column(errors, RowError::field),
        column(errors, RowError::message));
  }

  private static <T extends @Nullable Object> List<T> column(
      List<RowError> errors, Function<RowError, T> value) {
    List<T> values = new ArrayList<>(errors.size());
    errors.forEach(error -> values.add(value.apply(error)));
    return values;
  }
}

package dev.gatehouse.products;

import java.util.List;
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
        errors.stream().map(RowError::line).toList(),
        errors.stream().map(RowError::lastLine).toList(),
        errors.stream().map(RowError::sku).toList(),
        errors.stream().map(RowError::field).toList(),
        errors.stream().map(RowError::message).toList());
  }
}

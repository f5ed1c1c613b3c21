package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.RecordValidation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds rows to products, with the same rules as adding one. Thread-safe. */
final class ProductFields {
  /** Exported but ignored on import. */
  static final List<String> IGNORED = List.of("id", "created_at", "updated_at");

  private final RecordBinder binder =
      new RecordBinder(
          RecordBinder.strictJson(),
          (name, known) -> "is not a known property",
          RecordValidation.validator());

  /**
   * Binds a row; returns the product or its error.
   *
   * @param tree modified by the call
   */
  ProductRow bind(long line, ObjectNode tree) {
    tree.remove(IGNORED);
    FieldErrors errors = new FieldErrors();
    return binder
        .bind(tree, NewProduct.class, errors)
        .map(ProductRow::good)
        .orElseGet(() -> ProductRow.bad(line, skuOf(tree), describe(errors)));
  }

  private static String describe(FieldErrors errors) {
    return errors.list().stream()
        .map(error -> error.field() + " " + error.message())
        .collect(Collectors.joining("; "));
  }

  private static @Nullable String skuOf(ObjectNode tree) {
    JsonNode sku = tree.get("sku");
    return sku == null || !sku.isTextual() ? null : sku.textValue();
  }
}

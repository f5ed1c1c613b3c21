package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.RecordValidation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes products of rows by the rules that hold for adding one. Thread-safe. */
final class ProductFields {
  /** Exported, and passed over when they come back. */
  static final List<String> IGNORED = List.of("id", "created_at", "updated_at");

  private final RecordBinder binder =
      new RecordBinder(
          RecordBinder.strictJson(),
          (name, known) -> "is not a known property",
          RecordValidation.validator());

  /**
   * The product or what is wrong.
   *
   * @param tree is changed
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

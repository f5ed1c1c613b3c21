package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.problems.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds rows to products, with the same rules as adding one. Thread-safe. */
final class ProductFields {
  /** Exported or told, but ignored on import. */
  static final List<String> IGNORED =
      List.of("id", "created_at", "updated_at", FailedRowColumns.ERROR);

  private final RecordBinder binder =
      new RecordBinder(
          RecordBinder.strictJson(),
          (name, known) -> "is not a known property",
          RecordValidation.validator());

  /**
   * Binds a row; returns the product or why it failed.
   *
   * @param tree modified by the call
   */
  ProductRow bind(SourceRow source, ObjectNode tree) {
    return bind(source, tree, new FieldErrors());
  }

  /**
   * Binds a row; returns the product or why it failed.
   *
   * @param tree modified by the call
   * @param errors those found so far
   */
  ProductRow bind(SourceRow source, ObjectNode tree, FieldErrors errors) {
    tree.remove(IGNORED);
    JsonNode price = errors.has(ImportColumns.PRICE) ? tree.remove(ImportColumns.PRICE) : null;
    return binder
        .bind(tree, ImportedProduct.class, errors)
        .map(product -> ProductRow.good(source, product))
        .orElseGet(
            () -> {
              List<FieldError> found = errors.list();
              if (price != null) {
                tree.set(ImportColumns.PRICE, price);
              }
              return ProductRow.bad(
                  source, skuOf(tree), found.get(0).field(), RowMessages.of(found, tree));
            });
  }

  private static @Nullable String skuOf(ObjectNode tree) {
    JsonNode sku = tree.get(ImportColumns.SKU);
    return sku == null || !sku.isTextual() ? null : sku.textValue();
  }
}

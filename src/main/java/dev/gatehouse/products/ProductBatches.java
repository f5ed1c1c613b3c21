package dev.gatehouse.products;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits rows into batches, large enough to be fast and small enough for any heap. */
final class ProductBatches {
  private static final int MOST_ROWS = 5_000;
  private static final int MOST_CHARACTERS = 1_000_000;

  private final ProductRows rows;

  ProductBatches(ProductRows rows) {
    this.rows = rows;
  }

  /** The next batch; empty at the end. */
  ProductBatch next() throws IOException {
    Map<String, NewProduct> bySku = new LinkedHashMap<>();
    List<RowError> errors = new ArrayList<>();
    int good = 0;
    int characters = 0;
    while (good + errors.size() < MOST_ROWS && characters < MOST_CHARACTERS) {
      Optional<ProductRow> next = rows.next();
      if (next.isEmpty()) {
        break;
      }
      NewProduct product = next.get().product();
      RowError error = next.get().error();
      if (product != null) {
        good++;
        characters += product.name().length() + product.descriptionOrDefault().length();
        bySku.merge(ProductSearch.skuKey(product.sku()), product, ProductBatches::merge);
      } else if (error != null) {
        errors.add(error);
        characters += error.message().length();
      }
    }
    return new ProductBatch(
        ProductColumns.of(bySku), good, errors, rows.source().position(), rows.source().line());
  }

  /** Values of the later row win; those that it leaves out stay. */
  private static NewProduct merge(NewProduct earlier, NewProduct later) {
    return new NewProduct(
        later.sku(),
        later.name(),
        later.description() == null ? earlier.description() : later.description(),
        later.unitAmount(),
        later.currency(),
        later.stock() == null ? earlier.stock() : later.stock(),
        later.isActive() == null ? earlier.isActive() : later.isActive());
  }
}

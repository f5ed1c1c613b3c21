package dev.gatehouse.products;

import dev.gatehouse.platform.csv.Mojibake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    List<ProductRow> good = new ArrayList<>();
    List<FailedRow> failed = new ArrayList<>();
    List<ProductRow> mojibake = new ArrayList<>();
    Map<String, ImportedProduct> bySku = new LinkedHashMap<>();
    boolean isComplete = true;
    int characters = 0;
    while (good.size() + failed.size() < MOST_ROWS && characters < MOST_CHARACTERS) {
      Optional<ProductRow> next = rows.next();
      if (next.isEmpty()) {
        break;
      }
      ProductRow row = next.get();
      ImportedProduct product = row.product();
      FailedRow failure = row.failure();
      if (product != null) {
        good.add(row);
        characters += row.source().length();
        isComplete &= product.isComplete();
        if (isComplete) {
          bySku.merge(
              ProductSearch.skuKey(product.sku()),
              product,
              (earlier, later) -> later.after(earlier));
        }
        if (isDoubtful(product.name()) || isDoubtful(product.description())) {
          mojibake.add(row);
        }
      } else if (failure != null) {
        failed.add(failure);
        characters += failure.length();
      }
    }
    return new ProductBatch(
        good,
        isComplete ? Optional.of(ProductColumns.of(bySku)) : Optional.empty(),
        mojibake,
        failed,
        rows.ignored(),
        rows.source().position(),
        rows.source().line());
  }

  private static boolean isDoubtful(@Nullable String text) {
    return text != null && Mojibake.isPossibleIn(text);
  }
}

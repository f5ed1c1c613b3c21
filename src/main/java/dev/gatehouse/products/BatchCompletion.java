package dev.gatehouse.products;

import dev.gatehouse.platform.binding.ScalarConverter.Mismatch;
import dev.gatehouse.platform.csv.Mojibake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Completes rows that leave values out: they need a product, and a price without a currency needs
 * that of the product. Also finds texts of a product that a row would spoil. It looks at the
 * database only for batches that have such rows.
 */
final class BatchCompletion {
  private final ProductBatchDao products;
  private final DryRunDao dryRuns;

  BatchCompletion(ProductBatchDao products, DryRunDao dryRuns) {
    this.products = products;
    this.dryRuns = dryRuns;
  }

  /** Completes a batch. In the transaction that writes it, so that no product can vanish. */
  CompletedBatch complete(long importId, ProductBatch batch, boolean isDryRun) {
    List<RowError> warnings = batch.mojibake().isEmpty() ? List.of() : warnings(batch.mojibake());
    return batch
        .complete()
        .map(ready -> new CompletedBatch(ready, batch.rows().size(), batch.failed(), warnings))
        .orElseGet(() -> completed(batch, currencies(importId, batch, isDryRun), warnings));
  }

  /** The currencies of the products that the incomplete rows are about. */
  private Map<String, String> currencies(long importId, ProductBatch batch, boolean isDryRun) {
    List<String> keys = keys(batch.rows(), product -> !product.isComplete());
    Map<String, String> currencies = new LinkedHashMap<>();
    if (isDryRun) {
      // nobody asks for their currency: rows that lack one cannot have created a product
      dryRuns.list(importId, keys).forEach(key -> currencies.put(key, ""));
    }
    (isDryRun ? products.listCurrencies(keys) : products.lock(keys))
        .forEach(row -> currencies.put(row.skuKey(), row.currency()));
    return currencies;
  }

  private static List<String> keys(List<ProductRow> rows, Predicate<ImportedProduct> wanted) {
    return rows.stream()
        .map(ProductRow::product)
        .flatMap(Stream::ofNullable)
        .filter(wanted)
        .map(product -> ProductSearch.skuKey(product.sku()))
        .distinct()
        .toList();
  }

  private static CompletedBatch completed(
      ProductBatch batch, Map<String, String> currencies, List<RowError> warnings) {
    Map<String, ImportedProduct> bySku = new LinkedHashMap<>();
    List<FailedRow> failed = new ArrayList<>(batch.failed());
    int good = 0;
    for (ProductRow row : batch.rows()) {
      ImportedProduct product = row.product();
      if (product == null) {
        continue;
      }
      String key = ProductSearch.skuKey(product.sku());
      ImportedProduct earlier = bySku.get(key);
      String currency = earlier == null ? null : earlier.currency();
      Optional<ImportedProduct> whole =
          completed(row, product, currency == null ? currencies.get(key) : currency, failed);
      if (whole.isPresent()) {
        good++;
        bySku.merge(key, whole.get(), (before, after) -> after.after(before));
      }
    }
    failed.sort(Comparator.comparingLong(row -> row.error().line()));
    return new CompletedBatch(ProductColumns.of(bySku), good, failed, warnings);
  }

  /**
   * Completes a row, or adds it to those that failed.
   *
   * @param currency of the product; null if there is none
   */
  private static Optional<ImportedProduct> completed(
      ProductRow row, ImportedProduct product, @Nullable String currency, List<FailedRow> failed) {
    if (currency == null && !product.isComplete()) {
      List<String> missing = product.missing(row.price() != null);
      failed.add(
          row.source()
              .failed(
                  product.sku(),
                  missing.get(0).split(" ", 2)[0],
                  "There is no product with this sku, and a new one needs "
                      + String.join(", ", missing)));
      return Optional.empty();
    }
    Price price = row.price();
    if (price == null || currency == null) {
      return Optional.of(product);
    }
    try {
      return Optional.of(product.withUnitAmount(price.in(currency)));
    } catch (Mismatch mismatch) {
      failed.add(
          row.source().failed(product.sku(), ImportColumns.PRICE, "price " + mismatch.expected()));
      return Optional.empty();
    }
  }

  private List<RowError> warnings(List<ProductRow> doubtful) {
    Map<String, ProductBatchDao.Texts> before =
        products.listTexts(keys(doubtful, product -> true)).stream()
            .collect(Collectors.toMap(ProductBatchDao.Texts::skuKey, texts -> texts));
    List<RowError> warnings = new ArrayList<>();
    for (ProductRow row : doubtful) {
      ImportedProduct product = row.product();
      ProductBatchDao.Texts texts =
          product == null ? null : before.get(ProductSearch.skuKey(product.sku()));
      if (product != null && texts != null) {
        warn(row, product.sku(), "name", product.name(), texts.name(), warnings);
        warn(
            row,
            product.sku(),
            "description",
            product.description(),
            texts.description(),
            warnings);
      }
    }
    return warnings;
  }

  private static void warn(
      ProductRow row,
      String sku,
      String field,
      @Nullable String text,
      String before,
      List<RowError> warnings) {
    if (text != null) {
      Mojibake.in(text, before)
          .ifPresent(
              place ->
                  warnings.add(
                      row.source()
                          .error(
                              sku,
                              field,
                              "%s now has '%s' where it had '%s': UTF-8 seems to have been read as windows-1252"
                                  .formatted(field, place.found(), place.meant()))));
    }
  }
}

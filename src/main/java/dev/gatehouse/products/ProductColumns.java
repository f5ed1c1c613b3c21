package dev.gatehouse.products;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products as columns. A null was not given. */
public record ProductColumns(
    List<String> skuKeys,
    List<@Nullable String> skus,
    List<@Nullable String> names,
    List<@Nullable String> descriptions,
    List<@Nullable Long> unitAmounts,
    List<@Nullable String> currencies,
    List<@Nullable Integer> stocks,
    List<@Nullable Boolean> actives,
    List<@Nullable String> searchTitles,
    List<@Nullable String> searchDescriptions,
    List<@Nullable String> searchWords) {
  static ProductColumns of(Map<String, ImportedProduct> byKey) {
    Collection<ImportedProduct> products = byKey.values();
    return new ProductColumns(
        List.copyOf(byKey.keySet()),
        products.stream().map(ProductColumns::newSku).toList(),
        products.stream().map(ImportedProduct::name).toList(),
        products.stream().map(ImportedProduct::description).toList(),
        products.stream().map(ImportedProduct::unitAmount).toList(),
        products.stream().map(ImportedProduct::currency).toList(),
        products.stream().map(ImportedProduct::stock).toList(),
        products.stream().map(ImportedProduct::isActive).toList(),
        products.stream().map(ProductColumns::searchTitle).toList(),
        products.stream().map(product -> folded(product.description())).toList(),
        products.stream().map(ProductColumns::searchWords).toList());
  }

  /** A row that could not make a product only finds one by its sku, whatever the case. */
  private static @Nullable String newSku(ImportedProduct product) {
    return product.isComplete() ? product.sku() : null;
  }

  /** A sku that differs in case alone folds to the same, so without a name nothing changes. */
  private static @Nullable String searchTitle(ImportedProduct product) {
    String name = product.name();
    return name == null ? null : ProductSearch.title(product.sku(), name);
  }

  private static @Nullable String searchWords(ImportedProduct product) {
    String name = product.name();
    return name == null ? null : ProductSearch.words(product.sku(), name);
  }

  private static @Nullable String folded(@Nullable String text) {
    return text == null ? null : ProductSearch.description(text);
  }
}

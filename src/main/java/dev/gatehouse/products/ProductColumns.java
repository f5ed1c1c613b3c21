package dev.gatehouse.products;

import dev.gatehouse.platform.search.SearchText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Products as columns. A null was not given. */
public record ProductColumns(
    List<String> skuKeys,
    List<String> skus,
    List<String> names,
    List<@Nullable String> descriptions,
    List<Long> unitAmounts,
    List<String> currencies,
    List<@Nullable Integer> stocks,
    List<@Nullable Boolean> actives,
    List<String> searchTitles,
    List<@Nullable String> searchDescriptions,
    List<String> searchWords) {
  static ProductColumns of(Map<String, NewProduct> byKey) {
    Collection<NewProduct> products = byKey.values();
    return new ProductColumns(
        List.copyOf(byKey.keySet()),
        column(products, NewProduct::sku),
        column(products, NewProduct::name),
        column(products, NewProduct::description),
        column(products, NewProduct::unitAmount),
        column(products, NewProduct::currency),
        column(products, NewProduct::stock),
        column(products, NewProduct::isActive),
        column(products, product -> ProductSearch.title(product.sku(), product.name())),
        column(products, product -> folded(product.description())),
        column(products, product -> ProductSearch.words(product.sku(), product.name())));
  }

  private static <T extends @Nullable Object> List<T> column(
      Collection<NewProduct> products, Function<NewProduct, T> value) {
    List<T> values = new ArrayList<>(products.size());
    products.forEach(product -> values.add(value.apply(product)));
    return values;
  }

  private static @Nullable String folded(@Nullable String text) {
    return text == null ? null : SearchText.fold(text);
  }
}

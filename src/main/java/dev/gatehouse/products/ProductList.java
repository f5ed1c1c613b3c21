package dev.gatehouse.products;

import dev.gatehouse.platform.http.Keyset;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.Sort;
import dev.gatehouse.platform.http.Sorting;
import dev.gatehouse.platform.search.SearchText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The list of products, page by page. */
final class ProductList {
  /** Without a sort, hits in sku or name come first; without a search that is the order of ids. */
  private static final String BY_RANK = "rank";

  static final Sorting SORTING =
      new Sorting("products", Sort.ascending(BY_RANK), "id", "created_at", "name", "unit_amount");

  private static final Map<String, Keyset.Key> KEYS =
      Map.of(
          "created_at",
          new Keyset.Key("created_at", Instant::parse),
          "name",
          new Keyset.Key("name", text -> text),
          "unit_amount",
          new Keyset.Key("unit_amount", Long::valueOf),
          BY_RANK,
          new Keyset.Key("not " + ProductSearch.TITLE_HIT, Boolean::valueOf));

  private final ProductDao dao;

  ProductList(ProductDao dao) {
    this.dao = dao;
  }

  Page<Product> page(ProductSearch search, PageRequest page) {
    String field = page.sort().field();
    boolean isById = field.equals("id") || (field.equals(BY_RANK) && !search.isRanked());
    Keyset keyset = isById ? Keyset.byId(page) : Keyset.by(KEYS.get(field), page);
    ProductSearch.Sql filters = search.toSql();
    List<Product> rows =
        dao.list(
            keyset.where(filters.conditions()),
            keyset.order(),
            keyset.bind(filters.values()),
            page.fetch());
    return page.of(
        rows,
        product ->
            isById
                ? List.of(Long.toString(product.id()))
                : List.of(valueOf(field, search).apply(product), Long.toString(product.id())));
  }

  private static Function<Product, String> valueOf(String field, ProductSearch search) {
    return switch (field) {
      case "created_at" -> product -> product.createdAt().toString();
      case "name" -> Product::name;
      case "unit_amount" -> product -> Long.toString(product.unitAmount());
      default -> product -> Boolean.toString(!isTitleHit(product, search));
    };
  }

  private static boolean isTitleHit(Product product, ProductSearch search) {
    return ProductSearch.title(product.sku(), product.name())
        .contains(SearchText.fold(search.query().orElse("")));
  }
}

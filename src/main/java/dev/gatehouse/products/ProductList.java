package dev.gatehouse.products;

import dev.gatehouse.platform.database.LeanPages;
import dev.gatehouse.platform.http.Keyset;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.Sort;
import dev.gatehouse.platform.http.Sorting;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of products, page by page. */
final class ProductList {
  /** Without a sort, hits in sku or name come first; without a search that is the order of ids. */
  private static final String BY_RANK = "rank";

  static final Sorting SORTING =
      new Sorting("products", Sort.ascending(BY_RANK), "id", "created_at", "name", "unit_amount");

  private static final Map<String, Keyset.Key<Product>> KEYS =
      Map.of(
          "created_at",
          new Keyset.Key<>("created_at", Instant::parse, product -> product.createdAt().toString()),
          "name",
          new Keyset.Key<>("name", text -> text, Product::name),
          "unit_amount",
          new Keyset.Key<>(
              "unit_amount", Long::valueOf, product -> Long.toString(product.unitAmount())));

  private final LeanPages<Product> pages;

  ProductList(LeanPages<Product> pages) {
    this.pages = pages;
  }

  Page<Product> page(ProductSearch search, PageRequest page) {
    return new Keyset<>(page, key(page.sort().field(), search), Product::id)
        .read(search.filters(), pages::list);
  }

  private static Keyset.@Nullable Key<Product> key(String field, ProductSearch search) {
    if (field.equals(BY_RANK) && search.isRanked()) {
      return new Keyset.Key<>(
          "not " + ProductSearch.TITLE_HIT,
          Boolean::valueOf,
          product -> Boolean.toString(!search.hitsTitleOf(product)));
    }
    return KEYS.get(field);
  }
}

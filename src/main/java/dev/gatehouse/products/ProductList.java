package dev.gatehouse.products;

import dev.gatehouse.platform.database.LeanPages;
import dev.gatehouse.platform.http.Keyset;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.Sort;
import dev.gatehouse.platform.http.Sorting;
import dev.gatehouse.platform.search.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of products, page by page. */
final class ProductList {
  /** Without a sort, hits in sku or name come first; without a search that is the order of ids. */
  private static final String BY_RANK = "rank";

  private static final String IN_TITLE = "title";
  private static final String ELSEWHERE = "description";
  private static final long BEFORE_ALL = 0;

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
    if (page.sort().field().equals(BY_RANK) && search.isRanked()) {
      return byRank(search, page);
    }
    return new Keyset<>(page, KEYS.get(page.sort().field()), Product::id)
        .read(search.filters(), pages::list);
  }

  /**
   * Reads each group by itself in the order of ids: an order that begins with the group would have
   * every hit of a common word sorted.
   */
  private Page<Product> byRank(ProductSearch search, PageRequest page) {
    List<Product> rows = new ArrayList<>();
    if (page.isFirst() || page.part(0).equals(IN_TITLE)) {
      rows.addAll(hits(search.titleFilters(), afterId(page), page.fetch()));
      if (rows.size() < page.fetch()) {
        rows.addAll(hits(search.otherFilters(), BEFORE_ALL, page.fetch() - rows.size()));
      }
    } else {
      rows.addAll(hits(search.otherFilters(), afterId(page), page.fetch()));
    }
    return page.of(
        rows,
        product ->
            List.of(
                search.hitsTitleOf(product) ? IN_TITLE : ELSEWHERE, Long.toString(product.id())));
  }

  private List<Product> hits(Filters filters, long afterId, int rows) {
    return pages.list(
        String.join(" and ", filters.conditions()) + " and id > :afterId",
        "id",
        filters.values(),
        Map.of("afterId", afterId),
        rows);
  }

  private static long afterId(PageRequest page) {
    return page.isFirst() ? BEFORE_ALL : Long.parseLong(page.part(1));
  }
}

package dev.gatehouse.products;

import dev.gatehouse.platform.database.Deadline;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PartialPage;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.Sort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Pages of products. */
final class ProductList {
  /** The default: with a search, hits in sku or name come first; without one, by id. */
  static final String BY_RANK = "rank";

  private static final String BEFORE_ALL = "0";

  /** Where a hit is found, best first. */
  private enum Rank {
    TITLE,
    DESCRIPTION;

    Filters filters(ProductSearch search) {
      return this == TITLE ? search.titleFilters() : search.otherFilters();
    }

    /** The form in cursors. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Rank of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }
  }

  private static final Map<String, KeysetOrder.Key<Product>> KEYS =
      Map.of(
          "created_at",
          new KeysetOrder.Key<>(
              "created_at", Instant::parse, product -> product.createdAt().toString()),
          "name",
          new KeysetOrder.Key<>("name", text -> text, Product::name),
          "unit_amount",
          new KeysetOrder.Key<>(
              "unit_amount", Long::valueOf, product -> Long.toString(product.unitAmount())));

  private final KeysetQuery<Product> pages;
  private final KeysetOrder<Product> byId;

  ProductList(KeysetQuery<Product> pages) {
    this.pages = pages;
    this.byId = new KeysetOrder<>(pages, null, Product::id, Sort.ascending("id"));
  }

  Page<Product> page(ProductSearch search) {
    PageRequest page = search.page();
    if (page.sort().field().equals(BY_RANK)) {
      return search.isRanked() ? byRank(search) : byId.page(page, search.filters());
    }
    return new KeysetOrder<>(pages, KEYS.get(page.sort().field()), Product::id, page.sort())
        .page(page, search.filters());
  }

  /**
   * Reads each group separately by id: a query ordered by group first would sort every hit of a
   * common word.
   */
  private Page<Product> byRank(ProductSearch search) {
    PageRequest page = search.page();
    Deadline deadline = KeysetQuery.deadline();
    List<Product> rows = new ArrayList<>();
    List<String> position = page.position();
    Rank first = position.isEmpty() ? Rank.TITLE : Rank.of(position.get(0));
    List<String> behind = position.isEmpty() ? position : position.subList(1, 2);
    for (Rank rank : EnumSet.range(first, Rank.DESCRIPTION)) {
      if (rank != first && !KeysetQuery.leavesTimeForSlice(deadline)) {
        return page.of(rows, placeIn(search), Optional.of(List.of(rank.key(), BEFORE_ALL)));
      }
      PartialPage<Product> hits =
          byId.read(rank.filters(search), behind, page.fetch() - rows.size(), deadline);
      rows.addAll(hits.rows());
      if (rows.size() == page.fetch() || hits.stoppedAt().isPresent()) {
        return page.of(rows, placeIn(search), hits.stoppedAt().map(last -> place(rank, last)));
      }
      behind = List.of();
    }
    return page.of(rows, placeIn(search), Optional.empty());
  }

  private static Function<Product, List<String>> placeIn(ProductSearch search) {
    return hit -> place(search.hitsTitleOf(hit) ? Rank.TITLE : Rank.DESCRIPTION, hit);
  }

  private static List<String> place(Rank rank, Product product) {
    return List.of(rank.key(), Long.toString(product.id()));
  }
}

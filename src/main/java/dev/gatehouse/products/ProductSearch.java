package dev.gatehouse.products;

import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.search.SearchText;
import java.util.Locale;
import java.util.Optional;

/**
 * The filters of the list.
 *
 * @param query from three characters on, a part of sku, name or description; otherwise a prefix of
 *     the sku or of a word of the name
 * @param isActive only active or only inactive products
 */
record ProductSearch(
    Optional<String> query,
    Optional<String> currency,
    Optional<Long> minUnitAmount,
    Optional<Long> maxUnitAmount,
    Optional<Boolean> inStock,
    Optional<Boolean> isActive) {
  private static final String TITLE_HIT = "search_title like :query";

  private static final String DESCRIPTION_HIT = "search_description like :query";

  /** The folded sku and name, separated by a line end, which neither contains. */
  static String title(String sku, String name) {
    return SearchText.fold(sku) + "\n" + SearchText.fold(name);
  }

  /** The sku counts as one word. */
  static String words(String sku, String name) {
    return " " + SearchText.fold(sku) + SearchText.words(name);
  }

  static String skuKey(String sku) {
    return sku.toLowerCase(Locale.ROOT);
  }

  /** Whether hits in sku or name are listed before hits in the description alone. */
  boolean isRanked() {
    return query.filter(Filters::isPart).filter(text -> !hasLineEnd(text)).isPresent();
  }

  private static boolean hasLineEnd(String text) {
    return text.indexOf('\n') >= 0;
  }

  boolean hitsTitleOf(Product product) {
    return query
        .map(text -> title(product.sku(), product.name()).contains(SearchText.fold(text)))
        .orElse(false);
  }

  Filters filters() {
    // a line end separates sku and name in the title, so a query with one matches neither
    boolean anywhere = query.filter(text -> !hasLineEnd(text)).isPresent();
    return filters(anywhere ? "(" + TITLE_HIT + " or " + DESCRIPTION_HIT + ")" : DESCRIPTION_HIT);
  }

  /** For a ranked search: hits in sku or name. */
  Filters titleFilters() {
    return filters(TITLE_HIT);
  }

  /** For a ranked search: hits in the description alone. */
  Filters otherFilters() {
    return filters(DESCRIPTION_HIT + " and not " + TITLE_HIT);
  }

  private Filters filters(String partCondition) {
    Filters filters = new Filters();
    query.ifPresent(text -> filters.search(text, partCondition));
    currency.ifPresent(code -> filters.add("currency = :currency", "currency", code));
    minUnitAmount.ifPresent(
        amount -> filters.add("unit_amount >= :minAmount", "minAmount", amount));
    maxUnitAmount.ifPresent(
        amount -> filters.add("unit_amount <= :maxAmount", "maxAmount", amount));
    inStock.ifPresent(there -> filters.add(there ? "is_in_stock" : "not is_in_stock"));
    isActive.ifPresent(
        active -> {
          if (active) {
            filters.addIndexed("is_active");
          } else {
            filters.add("not is_active");
          }
        });
    return filters;
  }
}

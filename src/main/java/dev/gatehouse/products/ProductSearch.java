package dev.gatehouse.products;

import dev.gatehouse.platform.search.SearchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which products a list shows.
 *
 * @param query a part of sku, name or description from three characters on, else the beginning of
 *     the sku or of a word of the name
 * @param isActive only active or only inactive ones
 */
record ProductSearch(
    Optional<String> query,
    Optional<String> currency,
    Optional<Long> minUnitAmount,
    Optional<Long> maxUnitAmount,
    Optional<Boolean> inStock,
    Optional<Boolean> isActive) {
  private static final int SHORTEST_PART = 3;

  /** Whether a product's sku or name is hit, and not only its description. */
  static final String TITLE_HIT = "search_title like :query";

  /** What a page is given. */
  record Sql(List<String> conditions, Map<String, Object> values) {}

  /** The sku and the name, folded; a line end stands in neither. */
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

  /** Whether hits in sku or name can be told from hits in the description alone. */
  boolean isRanked() {
    return query.filter(ProductSearch::isPart).filter(text -> !hasLineEnd(text)).isPresent();
  }

  private static boolean hasLineEnd(String text) {
    return text.indexOf('\n') >= 0;
  }

  boolean hitsTitleOf(Product product) {
    return query
        .map(text -> title(product.sku(), product.name()).contains(SearchText.fold(text)))
        .orElse(false);
  }

  Sql toSql() {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    query.ifPresent(
        text -> {
          if (isPart(text)) {
            // a line end parts sku and name in the title, so a query with one can hit neither
            conditions.add(
                hasLineEnd(text)
                    ? "search_description like :query"
                    : "(" + TITLE_HIT + " or search_description like :query)");
            values.put("query", SearchText.containing(text));
          } else if (SearchText.hasBlank(text)) {
            conditions.add("false");
          } else {
            conditions.add("search_words like :query");
            values.put("query", SearchText.withWordBeginning(text));
          }
        });
    currency.ifPresent(code -> add(conditions, values, "currency = :currency", "currency", code));
    minUnitAmount.ifPresent(
        amount -> add(conditions, values, "unit_amount >= :minAmount", "minAmount", amount));
    maxUnitAmount.ifPresent(
        amount -> add(conditions, values, "unit_amount <= :maxAmount", "maxAmount", amount));
    inStock.ifPresent(there -> conditions.add(there ? "stock > 0" : "stock = 0"));
    isActive.ifPresent(active -> conditions.add(active ? "is_active" : "not is_active"));
    return new Sql(conditions, values);
  }

  private static void add(
      List<String> conditions,
      Map<String, Object> values,
      String condition,
      String name,
      Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  private static boolean isPart(String text) {
    return text.codePointCount(0, text.length()) >= SHORTEST_PART;
  }
}

package dev.gatehouse.products;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.IdList;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.search.SearchTerm;
import dev.gatehouse.platform.search.SearchText;
import dev.gatehouse.platform.security.Caller;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of the list. */
record ProductSearch(
    @About(
            "Part of sku, name or description, ignoring case and combining marks; below 3"
                + " characters, a prefix of the sku or of a word of the name.")
        @Example("mug")
        @CodePoints(min = 1, max = SearchTerm.MAX_AS_SENT)
        @SearchTerm
        @Nullable String q,
    @About("The product with this sku, in any case.") @Nullable String sku,
    @About("Only products with these ids, up to 100; unknown ones are left out.")
        @Nullable IdList id,
    @About("An ISO 4217 code.") @CurrencyCode @Nullable String currency,
    @About("Minimum price, in the currency's minor unit.") @Min(0) @Max(NewProduct.MOST_UNITS)
        @Nullable Long minUnitAmount,
    @About("Maximum price, in the currency's minor unit.") @Min(0) @Max(NewProduct.MOST_UNITS)
        @Nullable Long maxUnitAmount,
    @About("Only products that are in stock, or are not.") @Nullable Boolean inStock,
    @About("Only active products, or, with `products:read-inactive`, only inactive ones.")
        @Nullable Boolean isActive,
    @SortedBy(
            list = "products",
            value = {"id", "created_at", "name", "unit_amount"},
            byDefault = ProductList.BY_RANK)
        PageRequest page)
    implements AccessRule {
  private static final String TITLE_HIT = "search_title like :query";

  private static final String DESCRIPTION_HIT = "search_description like :query";

  /** The sku and name as they are stored for searching. */
  static String title(String sku, String name) {
    return SearchText.stored(foldedTitle(sku, name));
  }

  /** Separated by a line end, which neither contains. */
  private static String foldedTitle(String sku, String name) {
    return SearchText.fold(sku) + "\n" + SearchText.fold(name);
  }

  static String description(String text) {
    return SearchText.stored(SearchText.fold(text));
  }

  /** The sku counts as one word. */
  static String words(String sku, String name) {
    return SearchText.stored(" " + SearchText.fold(sku) + SearchText.words(name));
  }

  static String skuKey(String sku) {
    return sku.toLowerCase(Locale.ROOT);
  }

  /** Whether inactive products are for that caller too. */
  static boolean seesInactive(Optional<Caller> caller) {
    return caller.filter(known -> known.may(ProductPermission.PRODUCTS_READ_INACTIVE)).isPresent();
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (Boolean.FALSE.equals(isActive) && !seesInactive(caller)) {
      caller
          .orElseThrow(() -> Failure.of(CommonCode.UNAUTHENTICATED))
          .requireOneOf(ProductPermission.PRODUCTS_READ_INACTIVE);
    }
  }

  ProductSearch activeOnly() {
    return new ProductSearch(
        q, sku, id, currency, minUnitAmount, maxUnitAmount, inStock, Boolean.TRUE, page);
  }

  /** Whether hits in sku or name are listed before hits in the description alone. */
  boolean isRanked() {
    return q != null && Filters.isPart(SearchText.fold(q)) && !hasLineEnd(q);
  }

  private static boolean hasLineEnd(String text) {
    return text.indexOf('\n') >= 0;
  }

  boolean hitsTitleOf(Product product) {
    return q != null && foldedTitle(product.sku(), product.name()).contains(SearchText.fold(q));
  }

  Filters filters() {
    // a line end separates sku and name in the title, so a query with one matches neither
    boolean anywhere = q != null && !hasLineEnd(q);
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
    if (q != null) {
      filters.search(SearchText.fold(q), partCondition);
    }
    if (sku != null) {
      filterBySku(filters, sku);
    }
    if (id != null) {
      long[] ids = id.ids().stream().mapToLong(Long::longValue).toArray();
      filters.addKey("id = any (:ids)", "ids", ids);
    }
    filters.add("currency = :currency", "currency", currency);
    filters.add("unit_amount >= :minAmount", "minAmount", minUnitAmount);
    filters.add("unit_amount <= :maxAmount", "maxAmount", maxUnitAmount);
    filters.addFlag("is_in_stock", inStock);
    if (Boolean.TRUE.equals(isActive)) {
      filters.addIndexed("is_active");
    } else if (isActive != null) {
      filters.add("not is_active");
    }
    return filters;
  }

  /** Other characters than those of a sku could become one of them in lower case. */
  private static void filterBySku(Filters filters, String sku) {
    if (sku.matches(NewProduct.SKU)) {
      filters.addKey("sku_key = :skuKey", "skuKey", skuKey(sku));
    } else {
      filters.addNone();
    }
  }
}

package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes the {@link PageRequest} among the parameters of a list. Thread-safe. The parameters are a
 * record: the filters, and last the page, whose cursor is bound to the filters:
 *
 * <pre>{@code
 * record ThingSearch(
 *     @About("Only things of this colour.") @CodePoints(min = 1, max = 20) @Nullable String colour,
 *     @SortedBy(list = "things", value = {"id", "name"}) PageRequest page) {}
 *
 * @GET
 * public Page<ThingView> list(@BeanParam ThingSearch search) {
 *   return things.page(search).map(ThingView::of);
 * }
 * }</pre>
 *
 * The list then fetches {@link PageRequest#fetch()} rows after the position, one more than the page
 * has. {@link KeysetOrder} generates the SQL:
 *
 * <pre>{@code
 * return new KeysetOrder<>(pages, KEYS.get(page.sort().field()), Thing::id, page.sort())
 *     .page(page, filters);
 * }</pre>
 */
public final class PageRequests {
  private final CursorCodec codec;

  public PageRequests(DerivedKeys keys) {
    this.codec = new CursorCodec(keys);
  }

  /**
   * Returns the requested page. If the cursor is not valid, it adds to {@code errors} and returns
   * the first page.
   *
   * @param list a unique name, to which cursors are bound
   * @param filters the filters that were sent, by name
   */
  public PageRequest page(
      String list,
      Sort byDefault,
      PageQuery query,
      SortedMap<String, Object> filters,
      FieldErrors errors) {
    Sort sort = query.sort() == null ? byDefault : Sort.parse(query.sort());
    String scope = scopeOf(list, query, filters);
    List<String> position = List.of();
    if (query.cursor() != null) {
      Optional<List<String>> decoded = codec.decode(query.cursor(), scope);
      if (decoded.isEmpty()) {
        errors.add("cursor", "does not belong to this list, sort and filters");
      }
      position = decoded.orElse(position);
    }
    return new PageRequest(sort, query.limitOrDefault(), position, codec, scope);
  }

  private static String scopeOf(String list, PageQuery query, SortedMap<String, Object> filters) {
    if (filters.isEmpty() && query.sort() == null) {
      return list;
    }
    StringBuilder scope = new StringBuilder(list);
    filters.forEach((name, value) -> append(scope, name, value.toString()));
    if (query.sort() != null) {
      append(scope, "sort", query.sort());
    }
    return scope.toString();
  }

  /** Puts the length before the value, so that no value can imitate another parameter. */
  private static void append(StringBuilder scope, String name, String value) {
    scope.append('&').append(name).append('=').append(value.length()).append(value);
  }
}

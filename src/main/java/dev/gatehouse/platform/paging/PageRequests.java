package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the page that a request asks for. Thread-safe. A resource first takes its filters from the
 * query, then the page, because the cursor is bound to the filters taken so far:
 *
 * <pre>{@code
 * private static final Sorting SORTING = new Sorting("things", Sort.ascending("id"), "id", "name");
 *
 * @GET
 * public Page<ThingView> list(@Context QueryParameters query) {
 *   Optional<String> colour = query.text("colour", 1, 20);
 *   PageRequest page = pageRequests.page(query, SORTING);
 *   return things.list(colour, page).map(ThingView::of);
 * }
 * }</pre>
 *
 * The service then fetches {@link PageRequest#fetch()} rows after the position, one more than the
 * page has. {@link KeysetOrder} generates the SQL:
 *
 * <pre>{@code
 * return new KeysetOrder<>(pages, KEYS.get(page.sort().field()), Thing::id, page.sort())
 *     .page(page, filters);
 * }</pre>
 */
public final class PageRequests {
  private static final int MAX_LIMIT = 100;
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_CURSOR = 4096;

  /** Paging parameters of other services. If ignored, every page would be the first. */
  private static final List<String> FOREIGN_PARAMETERS = List.of("page", "offset", "skip");

  private final CursorCodec codec;

  public PageRequests(DerivedKeys keys) {
    this.codec = new CursorCodec(keys);
  }

  /**
   * Returns the requested page, or throws a 422 for all invalid parameters, including the filters'.
   */
  public PageRequest page(QueryParameters query, Sorting sorting) {
    Optional<String> sort =
        query.matching(
            "sort",
            text -> sorting.fields().contains(Sort.parse(text).field()),
            "must be one of "
                + String.join(", ", sorting.fields())
                + ", or one of these after a -");
    String scope = scopeOf(sorting.list(), query.taken());
    int limit = query.number("limit", 1, MAX_LIMIT).map(Long::intValue).orElse(DEFAULT_LIMIT);
    Optional<String> cursor =
        query.matching("cursor", text -> text.length() <= MAX_CURSOR, "is not valid");
    FOREIGN_PARAMETERS.forEach(
        name -> query.refuse(name, "is not supported; pass next_cursor as cursor instead"));
    query.check();
    List<String> position = cursor.map(text -> open(text, scope)).orElse(List.of());
    return new PageRequest(
        sort.map(Sort::parse).orElse(sorting.byDefault()), limit, position, codec, scope);
  }

  /** Puts lengths before values, so that no value can imitate another parameter. */
  private static String scopeOf(String list, Map<String, String> taken) {
    StringBuilder scope = new StringBuilder(list);
    taken.forEach(
        (name, value) ->
            scope.append('&').append(name).append('=').append(value.length()).append(value));
    return scope.toString();
  }

  private List<String> open(String cursor, String scope) {
    return codec
        .decode(cursor, scope)
        .orElseThrow(
            () -> Failure.invalid("cursor", "does not belong to this list, sort and filters"));
  }
}

package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a request asks of a list. Thread-safe. A resource first takes its filters from the
 * query, then the page, for the filters taken so far are what the cursor is bound to:
 *
 * <pre>{@code
 * private static final Sorting SORTING = new Sorting("things", Sort.ascending("id"), "id", "name");
 *
 * @GET
 * public Page<ThingView> list(@Context QueryParameters query) {
 *   Optional<String> colour = query.text("colour", 1, 20);
 *   PageRequest page = lists.page(query, SORTING);
 *   return things.list(colour, page).map(ThingView::of);
 * }
 * }</pre>
 *
 * The service fetches {@link PageRequest#fetch()} rows behind the position, one more than the page
 * holds; {@link KeysetOrder} has the SQL for it:
 *
 * <pre>{@code
 * return new Keyset<>(pages, KEYS.get(page.sort().field()), Thing::id, page.sort())
 *     .page(page, filters);
 * }</pre>
 */
public final class PageRequests {
  private static final int LARGEST = 100;
  private static final int USUAL = 20;
  private static final int LONGEST_CURSOR = 4096;

  /** How other services page; passed over, each page would be the first. */
  private static final List<String> OTHERS = List.of("page", "offset", "skip");

  private final CursorCodec seal;

  public PageRequests(DerivedKeys keys) {
    this.seal = new CursorCodec(keys);
  }

  /** The page asked for, or a 422 that names every parameter at fault, the filters' too. */
  public PageRequest page(QueryParameters query, Sorting sorting) {
    Optional<String> sort =
        query.matching(
            "sort",
            text -> sorting.fields().contains(Sort.parse(text).field()),
            "must be one of " + String.join(", ", sorting.fields()) + ", or one with - before it");
    String scope = scopeOf(sorting.list(), query.taken());
    int limit = query.number("limit", 1, LARGEST).map(Long::intValue).orElse(USUAL);
    Optional<String> cursor =
        query.matching("cursor", text -> text.length() <= LONGEST_CURSOR, "is not valid");
    OTHERS.forEach(
        name -> query.refuse(name, "is not known here; go on by cursor, which takes next_cursor"));
    query.check();
    List<String> position = cursor.map(text -> open(text, scope)).orElse(List.of());
    return new PageRequest(
        sort.map(Sort::parse).orElse(sorting.byDefault()), limit, position, seal, scope);
  }

  /** Lengths stand before values, so that no value can pass for another parameter. */
  private static String scopeOf(String list, Map<String, String> taken) {
    StringBuilder scope = new StringBuilder(list);
    taken.forEach(
        (name, value) ->
            scope.append('&').append(name).append('=').append(value.length()).append(value));
    return scope.toString();
  }

  private List<String> open(String cursor, String scope) {
    return seal.open(cursor, scope)
        .orElseThrow(
            () -> Failure.invalid("cursor", "does not belong to this list, sort and filters"));
  }
}

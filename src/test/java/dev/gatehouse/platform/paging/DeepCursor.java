package dev.gatehouse.platform.paging;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.http.UrlEncoded;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Creates the cursor of any position without paging to it. */
public final class DeepCursor {
  private static final Set<String> FILTERS =
      Set.of(
          "q",
          "currency",
          "min_unit_amount",
          "max_unit_amount",
          "in_stock",
          "is_active",
          "is_admin");

  private DeepCursor() {}

  /** The cursor after a row of the list that a query requests. */
  public static String of(DerivedKeys keys, String list, String rawQuery, List<String> position) {
    SortedMap<String, Object> filters = new TreeMap<>();
    UrlEncoded.parse(rawQuery, FILTERS::contains)
        .forEach((name, values) -> filters.put(name, decoded(values)));
    List<String> sort = UrlEncoded.parse(rawQuery, "sort"::equals).get("sort");
    PageQuery query = new PageQuery(sort == null ? null : decoded(sort), null, null);
    PageRequest page =
        new PageRequests(keys)
            .page(list, Sort.ascending("rank"), query, filters, new FieldErrors());
    String cursor = page.of(Collections.nCopies(page.fetch(), position), each -> each).nextCursor();
    if (cursor == null) {
      throw new IllegalStateException("A full page has a cursor");
    }
    return cursor;
  }

  private static String decoded(List<String> values) {
    return requireNonNull(UrlEncoded.decode(values.get(0)));
  }
}

package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.testing.TestSecrets;
import java.util.Collections;
import java.util.List;

/** Creates the cursor of any position without paging to it. */
public final class DeepCursor {
  private static final String[] FILTERS = {
    "q", "currency", "min_unit_amount", "max_unit_amount", "in_stock", "is_active", "is_admin"
  };
  private static final Sorting ANY =
      new Sorting(
          "any", Sort.ascending("rank"), "id", "created_at", "name", "email", "unit_amount");

  private DeepCursor() {}

  /** The cursor after a row of the list that a query requests. */
  public static String of(String list, String rawQuery, List<String> position) {
    QueryParameters query = QueryParameters.parse(rawQuery);
    for (String filter : FILTERS) {
      query.matching(filter, value -> true, "");
    }
    PageRequest page =
        new PageRequests(TestSecrets.keys(TestSecrets.DEFAULT))
            .page(query, new Sorting(list, ANY.byDefault(), ANY.fields().toArray(String[]::new)));
    String cursor = page.of(Collections.nCopies(page.fetch(), position), each -> each).nextCursor();
    if (cursor == null) {
      throw new IllegalStateException("A full page has a cursor");
    }
    return cursor;
  }
}

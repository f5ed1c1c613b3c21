package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.database.Deadline;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PageSlice;
import dev.gatehouse.platform.database.PartialPage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows after a position in the order of a sort key and the id, so that page 100,000 costs
 * as much as page 1.
 */
public final class KeysetOrder<T> {
  /**
   * A sort key of a list.
   *
   * @param expression SQL, a constant in the code and never input
   * @param parse converts its text in a cursor to a value to bind
   * @param print returns the value of a row as that text
   */
  public record Key<T>(
      String expression, Function<String, Object> parse, Function<T, String> print) {}

  private final KeysetQuery<T> pages;
  private final @Nullable Key<T> key;
  private final ToLongFunction<T> id;
  private final Sort sort;

  /**
   * Orders by the key and then the id, or by the id alone.
   *
   * @param key null to sort by {@code id}
   * @throws IllegalArgumentException if the sort is by another field and there is no key
   */
  public KeysetOrder(KeysetQuery<T> pages, @Nullable Key<T> key, ToLongFunction<T> id, Sort sort) {
    if (key == null && !sort.field().equals("id")) {
      throw new IllegalArgumentException(
          "The list has no KeysetOrder.Key for its sort field " + sort.field());
    }
    this.pages = pages;
    this.key = key;
    this.id = id;
    this.sort = sort;
  }

  /** The page of matching rows. */
  public Page<T> page(PageRequest page, Filters filters) {
    PartialPage<T> found = read(filters, page.position(), page.fetch(), KeysetQuery.deadline());
    return page.of(found.rows(), this::positionOf, found.stoppedAt().map(this::positionOf));
  }

  /**
   * The next matching rows.
   *
   * @param position to start after; empty for the beginning
   */
  public PartialPage<T> read(Filters filters, List<String> position, int rows, Deadline deadline) {
    return pages.read(
        slice(filters, position, rows), row -> slice(filters, positionOf(row), rows), deadline);
  }

  private PageSlice slice(Filters filters, List<String> position, int rows) {
    return new PageSlice(
        filters.condition(),
        filters.values(),
        filters.areNarrow(key == null),
        position.isEmpty() ? "true" : place(),
        position.isEmpty() ? Map.of() : placeValues(position),
        order(),
        rows);
  }

  private String place() {
    String comparison = sort.descending() ? " < " : " > ";
    return key == null
        ? "id" + comparison + ":afterId"
        : "(" + key.expression() + ", id)" + comparison + "(:afterKey, :afterId)";
  }

  private Map<String, Object> placeValues(List<String> position) {
    return key == null
        ? Map.of("afterId", Long.valueOf(position.get(0)))
        : Map.of(
            "afterKey",
            key.parse().apply(position.get(0)),
            "afterId",
            Long.valueOf(position.get(1)));
  }

  private String order() {
    String direction = sort.descending() ? " desc" : " asc";
    return key == null ? "id" + direction : key.expression() + direction + ", id" + direction;
  }

  private List<String> positionOf(T row) {
    String last = Long.toString(id.applyAsLong(row));
    return key == null ? List.of(last) : List.of(key.print().apply(row), last);
  }
}

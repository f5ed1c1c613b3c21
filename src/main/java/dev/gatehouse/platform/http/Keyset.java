package dev.gatehouse.platform.http;

import dev.gatehouse.platform.search.Filters;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one page in one order: rows behind a position, by a sort key and then by id, so that
 * page 100,000 costs what page 1 costs.
 */
public final class Keyset<T> {
  /**
   * What a list can be sorted by.
   *
   * @param expression its SQL: a constant of the code, never input
   * @param parse makes a value to bind of its text in a cursor
   * @param print makes that text
   */
  public record Key<T>(
      String expression, Function<String, Object> parse, Function<T, String> print) {}

  private final PageRequest page;
  private final @Nullable Key<T> key;
  private final ToLongFunction<T> id;

  /** A page in the order of the key, and of the id alone without one. */
  public Keyset(PageRequest page, @Nullable Key<T> key, ToLongFunction<T> id) {
    this.page = page;
    this.key = key;
    this.id = id;
  }

  /** Reads rows by fragments of SQL and what they bind. */
  @FunctionalInterface
  public interface Rows<T> {
    List<T> list(
        String conditions,
        String order,
        Map<String, Object> filters,
        Map<String, Object> position,
        int rows);
  }

  /** The page of the rows that pass the filters. */
  public Page<T> read(Filters filters, Rows<T> rows) {
    return page.of(
        rows.list(where(filters.conditions()), order(), filters.values(), position(), page.fetch()),
        this::positionOf);
  }

  private String where(List<String> filters) {
    String all = filters.isEmpty() ? "true" : String.join(" and ", filters);
    if (page.isFirst()) {
      return all;
    }
    String comparison = page.sort().descending() ? " < " : " > ";
    return key == null
        ? all + " and id" + comparison + ":afterId"
        : all + " and (" + key.expression() + ", id)" + comparison + "(:afterKey, :afterId)";
  }

  private String order() {
    String direction = page.sort().descending() ? " desc" : " asc";
    return key == null ? "id" + direction : key.expression() + direction + ", id" + direction;
  }

  private Map<String, Object> position() {
    if (page.isFirst()) {
      return Map.of();
    }
    return key == null
        ? Map.of("afterId", Long.valueOf(page.part(0)))
        : Map.of(
            "afterKey", key.parse().apply(page.part(0)), "afterId", Long.valueOf(page.part(1)));
  }

  private List<String> positionOf(T row) {
    String last = Long.toString(id.applyAsLong(row));
    return key == null ? List.of(last) : List.of(key.print().apply(row), last);
  }
}

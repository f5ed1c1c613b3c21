package dev.gatehouse.platform.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The SQL of one page in one order: rows behind a position, by a sort expression and then by id, so
 * that page 100,000 costs what page 1 costs. Expressions are constants of the code, never input.
 *
 * @param condition which rows lie behind the position
 * @param order what follows ORDER BY
 * @param values what the condition binds
 */
public record Keyset(String condition, String order, Map<String, Object> values) {
  /**
   * A field that a list can be sorted by.
   *
   * @param expression its SQL
   * @param value makes a value out of its text in a cursor
   */
  public record Key(String expression, Function<String, Object> value) {}

  /** The page in the order of the id alone. */
  public static Keyset byId(PageRequest page) {
    String direction = page.sort().descending() ? "desc" : "asc";
    if (page.isFirst()) {
      return new Keyset("true", "id " + direction, Map.of());
    }
    return new Keyset(
        "id " + comparison(page) + " :afterId",
        "id " + direction,
        Map.of("afterId", page.number(0)));
  }

  /** The page in the order of a field, and of the id where the field is equal. */
  public static Keyset by(Key key, PageRequest page) {
    String direction = page.sort().descending() ? " desc" : " asc";
    String order = key.expression() + direction + ", id" + direction;
    if (page.isFirst()) {
      return new Keyset("true", order, Map.of());
    }
    return new Keyset(
        "(" + key.expression() + ", id) " + comparison(page) + " (:afterKey, :afterId)",
        order,
        Map.of("afterKey", key.value().apply(page.text(0)), "afterId", page.number(1)));
  }

  /** All conditions together, for a WHERE clause. */
  public String where(List<String> filters) {
    if (filters.isEmpty()) {
      return condition;
    }
    String all = String.join(" and ", filters);
    return values.isEmpty() ? all : all + " and " + condition;
  }

  /** What filters and condition bind. */
  public Map<String, Object> bind(Map<String, Object> filterValues) {
    Map<String, Object> all = new HashMap<>(filterValues);
    all.putAll(values);
    return all;
  }

  private static String comparison(PageRequest page) {
    return page.sort().descending() ? "<" : ">";
  }
}

package dev.gatehouse.platform.database;

import java.util.HashMap;
import java.util.Map;

/**
 * Some rows of a list, as fragments of SQL and what they bind. The fragments are constants of the
 * code, never input.
 *
 * @param filter which rows the list has
 * @param filterValues what the filter binds
 * @param isNarrow whether the filter may pass so few rows that they have to be looked for
 * @param place which rows lie behind the place where the slice begins
 * @param placeValues what the place binds, under other names
 * @param order unique for each row
 * @param rows how many of them
 */
public record PageSlice(
    String filter,
    Map<String, ?> filterValues,
    boolean isNarrow,
    String place,
    Map<String, ?> placeValues,
    String order,
    int rows) {
  /**
   * Whether it is planned anew for the values of the filter, because whether an index is of use
   * depends on how common they are; for a place alone one plan serves all pages.
   */
  boolean isPlanned() {
    return !filterValues.isEmpty();
  }

  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(filterValues);
    values.putAll(placeValues);
    values.put("rows", rows);
    return values;
  }
}

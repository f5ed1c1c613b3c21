package dev.gatehouse.platform.database;

import java.util.HashMap;
import java.util.Map;

/**
 * A range of a list, as SQL fragments and the values they bind. The fragments are constants in the
 * code, never input.
 *
 * @param filter selects the rows of the list
 * @param filterValues bound by the filter
 * @param isNarrow whether the filter may match so few rows that finding them takes a scan
 * @param place selects the rows after the start of the slice
 * @param placeValues bound by the place, under other names
 * @param order unique for each row
 * @param rows the number of rows
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
   * Whether to plan for the actual values: whether an index helps depends on how common the
   * filter's values are. Without a filter one plan serves all pages.
   */
  boolean needsCustomPlan() {
    return !filterValues.isEmpty();
  }

  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(filterValues);
    values.putAll(placeValues);
    values.put("rows", rows);
    return values;
  }
}

package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.search.SearchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the filters of a list: SQL conditions, constants in the code, and the values they bind.
 */
public final class Filters {
  private static final int MIN_PART = 3;

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private boolean narrow;
  private boolean byKey;

  /** Whether a folded search text is long enough for a search within words. */
  public static boolean isPart(String folded) {
    return folded.codePointCount(0, folded.length()) >= MIN_PART;
  }

  public void add(String condition) {
    conditions.add(condition);
    narrow = true;
  }

  /** Adds a condition that an index supports in the order of ids. */
  public void addIndexed(String condition) {
    conditions.add(condition);
  }

  /** Adds an indexed condition that binds a value, such as the owner of the rows. */
  public void addIndexed(String condition, String name, Object value) {
    addIndexed(condition);
    values.put(name, value);
  }

  /** Adds a condition on a unique key, whose index finds all its rows. */
  public void addKey(String condition, String name, Object value) {
    addIndexed(condition, name, value);
    byKey = true;
  }

  /** Makes the list empty. */
  public void addNone() {
    conditions.add("false");
    byKey = true;
  }

  /** Adds a condition on a value, unless the value is null. */
  public void add(String condition, String name, @Nullable Object value) {
    if (value != null) {
      add(condition);
      values.put(name, value);
    }
  }

  /** Adds a column or its negation, unless the value is null. */
  public void addFlag(String column, @Nullable Boolean value) {
    if (value != null) {
      add(value ? column : "not " + column);
    }
  }

  /**
   * Adds a search: with three characters or more for any part of a text, with fewer for the
   * beginning of one of {@code search_words}.
   *
   * @param folded the text, folded
   * @param partCondition compares with {@code :query}, a LIKE pattern
   */
  public void search(String folded, String partCondition) {
    if (isPart(folded)) {
      add(partCondition, "query", SearchText.containing(folded));
    } else if (SearchText.hasBlank(folded)) {
      addNone();
    } else {
      add("search_words like :query", "query", SearchText.withWordBeginning(folded));
    }
  }

  /**
   * Whether so few rows may match that finding them takes a scan.
   *
   * @param byId whether the list is in the order of ids
   */
  public boolean areNarrow(boolean byId) {
    return !byKey && (narrow || (!byId && !conditions.isEmpty()));
  }

  /** All conditions joined. */
  public String condition() {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  public Map<String, Object> values() {
    return values;
  }
}

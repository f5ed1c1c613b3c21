package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.search.SearchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a list is narrowed by: conditions in SQL, constants of the code, and what they bind. */
public final class Filters {
  private static final int SHORTEST_PART = 3;

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private boolean narrow;

  /** Whether a search text is long enough to be looked for anywhere in a text. */
  public static boolean isPart(String text) {
    return text.codePointCount(0, text.length()) >= SHORTEST_PART;
  }

  public void add(String condition) {
    conditions.add(condition);
    narrow = true;
  }

  /** Adds a condition whose rows an index has in the order of ids. */
  public void addUsual(String condition) {
    conditions.add(condition);
  }

  public void add(String condition, String name, Object value) {
    add(condition);
    values.put(name, value);
  }

  /**
   * Narrows to what a search text finds: a part from three characters on, below that the beginning
   * of one of {@code search_words}.
   *
   * @param partCondition says of {@code :query}, a LIKE pattern, where parts are looked for
   */
  public void search(String text, String partCondition) {
    if (isPart(text)) {
      add(partCondition, "query", SearchText.containing(text));
    } else if (SearchText.hasBlank(text)) {
      add("false");
    } else {
      add("search_words like :query", "query", SearchText.withWordBeginning(text));
    }
  }

  /**
   * Whether there may be so few rows that they have to be looked for.
   *
   * @param byId whether that is in the order of ids
   */
  public boolean areNarrow(boolean byId) {
    return narrow || (!byId && !conditions.isEmpty());
  }

  /** All of them as one. */
  public String condition() {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  public Map<String, Object> values() {
    return values;
  }
}

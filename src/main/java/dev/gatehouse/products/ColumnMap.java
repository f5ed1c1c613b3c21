package dev.gatehouse.products;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code Theirs:ours,…}. A name with a comma stands in double quotes, {@code ""} is one of
 * them, and the last colon of an entry divides it.
 */
final class ColumnMap {
  private final String text;
  private final Map<String, String> ours = new LinkedHashMap<>();
  private int next;

  private ColumnMap(String text) {
    this.text = text;
  }

  /**
   * Returns our property for each of their columns, whose names are {@link
   * ImportColumns#normalized}.
   *
   * @throws IllegalArgumentException what is wrong, as a predicate
   */
  static Map<String, String> parse(String text) {
    ColumnMap map = new ColumnMap(text);
    do {
      map.readEntry();
    } while (map.next++ < text.length());
    return map.ours;
  }

  private void readEntry() {
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    StringBuilder entry = new StringBuilder();
    int behindQuoted = 0;
    if (next < text.length() && text.charAt(next) == '"') {
      readQuoted(entry);
      behindQuoted = entry.length();
    }
    int end = text.indexOf(',', next);
    String rest = text.substring(next, end < 0 ? text.length() : end);
    next += rest.length();
    entry.append(rest);
    int colon = entry.lastIndexOf(":");
    if (colon < behindQuoted) {
      throw new IllegalArgumentException(
          "must be Theirs:ours, … with a colon in each entry, such as Title:name");
    }
    if (behindQuoted > 0 && !entry.substring(behindQuoted, colon).isBlank()) {
      throw new IllegalArgumentException("must have a colon behind each quoted name");
    }
    put(entry.substring(0, colon), entry.substring(colon + 1));
  }

  private void readQuoted(StringBuilder entry) {
    for (next++; next < text.length(); next++) {
      if (text.charAt(next) == '"') {
        if (next + 1 == text.length() || text.charAt(next + 1) != '"') {
          next++;
          return;
        }
        next++;
      }
      entry.append(text.charAt(next));
    }
    throw new IllegalArgumentException("must close each quote that it opens");
  }

  private void put(String their, String our) {
    String column = ImportColumns.normalized(their);
    String property = ImportColumns.normalized(our);
    if (column.isEmpty()) {
      throw new IllegalArgumentException("must name a column before each colon");
    }
    if (!ImportColumns.isProperty(property)) {
      throw new IllegalArgumentException(
          "names '" + our + "', which is none of " + ImportColumns.PROPERTIES);
    }
    if (ours.containsValue(property)) {
      throw new IllegalArgumentException("gives " + property + " twice");
    }
    if (ours.put(column, property) != null) {
      throw new IllegalArgumentException("gives the column '" + their + "' twice");
    }
  }
}

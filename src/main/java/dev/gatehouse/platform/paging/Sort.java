package dev.gatehouse.platform.paging;

/** The field and direction in which a list is sorted. */
public record Sort(String field, boolean descending) {
  public static Sort ascending(String field) {
    return new Sort(field, false);
  }

  public static Sort descending(String field) {
    return new Sort(field, true);
  }

  /** Parses {@code ?sort=}: a field, preceded by {@code -} for descending. */
  static Sort parse(String text) {
    return text.startsWith("-") ? descending(text.substring(1)) : ascending(text);
  }
}

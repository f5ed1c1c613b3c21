package dev.gatehouse.platform.paging;

/** By which field a list is sorted, and in which direction. */
public record Sort(String field, boolean descending) {
  public static Sort ascending(String field) {
    return new Sort(field, false);
  }

  public static Sort descending(String field) {
    return new Sort(field, true);
  }

  /** The value of {@code ?sort=}: a field, with {@code -} before it for descending. */
  static Sort parse(String text) {
    return text.startsWith("-") ? descending(text.substring(1)) : ascending(text);
  }
}

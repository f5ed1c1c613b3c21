package dev.gatehouse.platform.paging;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The field and direction in which a list is sorted. */
public record Sort(String field, boolean descending) {
  public static Sort ascending(String field) {
    return new Sort(field, false);
  }

  public static Sort descending(String field) {
    return new Sort(field, true);
  }

  /** Parses {@code ?sort=}: a field, preceded by {@code -} for descending. */
  public static Sort parse(String text) {
    return text.startsWith("-") ? descending(text.substring(1)) : ascending(text);
  }

  /** The values that {@code ?sort=} accepts for these fields. */
  public static List<String> choices(String... fields) {
    return Stream.concat(Arrays.stream(fields), Arrays.stream(fields).map(field -> "-" + field))
        .toList();
  }
}

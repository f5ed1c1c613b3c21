package dev.gatehouse.platform.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ids in one parameter, separated by commas. */
public record IdList(List<Long> ids) {
  public static final int MAX_IDS = 100;

  private static final int MAX_DIGITS = 19;

  /** Empty if it is longer than allowed, or a part of it cannot be an id. */
  public static Optional<IdList> parse(String text) {
    if (text.length() > MAX_IDS * (MAX_DIGITS + 1)) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    if (parts.length > MAX_IDS) {
      return Optional.empty();
    }
    List<Long> ids = new ArrayList<>(parts.length);
    for (String part : parts) {
      if (!isId(part)) {
        return Optional.empty();
      }
      ids.add(Long.valueOf(part));
    }
    return Optional.of(new IdList(List.copyOf(ids)));
  }

  /** Whether it is a positive 64-bit integer, written as in paths. */
  private static boolean isId(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
      return false;
    }
    boolean isNumber = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber
        && (text.length() < MAX_DIGITS || text.compareTo(Long.toString(Long.MAX_VALUE)) <= 0);
  }
}

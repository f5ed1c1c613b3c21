package dev.gatehouse.platform.http;

import dev.gatehouse.platform.problems.Failure;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which page of a list is wanted: its order, its length and the position that it begins behind. */
public final class PageRequest {
  private final Sort sort;
  private final int limit;
  private final List<String> position;
  private final CursorSeal seal;
  private final String scope;

  PageRequest(Sort sort, int limit, List<String> position, CursorSeal seal, String scope) {
    this.sort = sort;
    this.limit = limit;
    this.position = position;
    this.seal = seal;
    this.scope = scope;
  }

  public Sort sort() {
    return sort;
  }

  /** How many rows to fetch: one more than the page holds, to see whether there are more. */
  public int fetch() {
    return limit + 1;
  }

  /** Whether this is the first page, which begins behind no row. */
  public boolean isFirst() {
    return position.isEmpty();
  }

  /** That part of the position; null on the first page. */
  public @Nullable String text(int part) {
    if (position.isEmpty()) {
      return null;
    }
    if (part >= position.size()) {
      throw outdated();
    }
    return position.get(part);
  }

  /** That part of the position as a number; null on the first page. */
  public @Nullable Long number(int part) {
    String text = text(part);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw outdated();
    }
  }

  /** A cursor can be of an earlier version of the service, with another order behind it. */
  private static Failure outdated() {
    return Failure.invalid("cursor", "is out of date");
  }

  /**
   * The page of the rows fetched.
   *
   * @param positionOf a row's place in the order, unique: the sort value and then the id
   */
  public <T> Page<T> of(List<T> rows, Function<? super T, List<String>> positionOf) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, seal.seal(positionOf.apply(items.get(limit - 1)), scope));
  }
}

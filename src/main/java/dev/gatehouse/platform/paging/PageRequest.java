package dev.gatehouse.platform.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which page of a list is wanted: its order, its length and the position that it begins behind. */
public final class PageRequest {
  private final Sort sort;
  private final int limit;
  private final List<String> position;
  private final CursorCodec seal;
  private final String scope;

  PageRequest(Sort sort, int limit, List<String> position, CursorCodec seal, String scope) {
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

  /** What the page begins behind: a row's sort value and id; empty for the first page. */
  public List<String> position() {
    return position;
  }

  /**
   * The page of the rows fetched, behind which there are no more if they are fewer.
   *
   * @param positionOf a row's place in the order, unique: the sort value and then the id
   */
  public <T> Page<T> of(List<T> rows, Function<? super T, List<String>> positionOf) {
    return of(rows, positionOf, Optional.empty());
  }

  /**
   * The same of rows of which there may be more all the same.
   *
   * @param stoppedAt where the next page begins though fewer rows were found than fetched; empty if
   *     there are no more
   */
  public <T> Page<T> of(
      List<T> rows,
      Function<? super T, List<String>> positionOf,
      Optional<List<String>> stoppedAt) {
    if (rows.size() <= limit) {
      return new Page<>(rows, stoppedAt.map(this::cursor).orElse(null));
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, cursor(positionOf.apply(items.get(limit - 1))));
  }

  private String cursor(List<String> position) {
    return seal.seal(position, scope);
  }
}

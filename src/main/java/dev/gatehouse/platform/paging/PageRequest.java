package dev.gatehouse.platform.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The requested page of a list: its order, its length and the position to start after. */
public final class PageRequest {
  private final Sort sort;
  private final int limit;
  private final List<String> position;
  private final CursorCodec codec;
  private final String scope;

  PageRequest(Sort sort, int limit, List<String> position, CursorCodec codec, String scope) {
    this.sort = sort;
    this.limit = limit;
    this.position = position;
    this.codec = codec;
    this.scope = scope;
  }

  public Sort sort() {
    return sort;
  }

  /** How many rows to fetch: one more than the page has, to see whether more follow. */
  public int fetch() {
    return limit + 1;
  }

  /** The sort value and id of the row to start after; empty for the first page. */
  public List<String> position() {
    return position;
  }

  /**
   * The page made of the fetched rows. Fewer than {@link #fetch} mean that none follow.
   *
   * @param positionOf a row's unique position in the order: its sort value, then its id
   */
  public <T> Page<T> of(List<T> rows, Function<? super T, List<String>> positionOf) {
    return of(rows, positionOf, Optional.empty());
  }

  /**
   * The same for rows that may end early although more follow.
   *
   * @param stoppedAt the position of the next page if fewer rows were found than fetched; empty if
   *     none follow
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
    return codec.encode(position, scope);
  }
}

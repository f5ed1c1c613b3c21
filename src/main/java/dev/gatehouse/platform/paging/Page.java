package dev.gatehouse.platform.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor the cursor of the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
  /** A page with converted items. */
  public <U> Page<U> map(Function<? super T, ? extends U> view) {
    return new Page<>(items.stream().<U>map(view).toList(), nextCursor);
  }
}

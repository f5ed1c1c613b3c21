package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.binding.CodePoints;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The paging parameters of a list, as sent.
 *
 * @param sort one of {@link Sort#choices}
 * @param limit the maximum number of items on the page
 * @param cursor the {@code next_cursor} of the previous page
 */
public record PageQuery(
    @Nullable String sort,
    @Min(1) @Max(100) @Nullable Integer limit,
    @CodePoints(max = 4096) @Nullable String cursor) {
  public static final int DEFAULT_LIMIT = 20;

  /** The query of a request without parameters. */
  public static final PageQuery NONE = new PageQuery(null, null, null);

  int limitOrDefault() {
    return limit == null ? DEFAULT_LIMIT : limit;
  }
}

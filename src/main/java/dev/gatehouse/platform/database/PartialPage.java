package dev.gatehouse.platform.database;

import java.util.List;
import java.util.Optional;

/**
 * What was read of a slice.
 *
 * @param rows as many as the slice wants; fewer if the list ends there or the time ran out
 * @param stoppedAt the last row that was looked at, if the time ran out
 */
public record PartialPage<T>(List<T> rows, Optional<T> stoppedAt) {
  static <T> PartialPage<T> whole(List<T> rows) {
    return new PartialPage<>(rows, Optional.empty());
  }
}

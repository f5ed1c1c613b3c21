package dev.gatehouse.platform.database;

import java.util.List;
import java.util.Optional;

/**
 * The rows read of a slice.
 *
 * @param rows fewer than requested if the list ends or the time ran out
 * @param stoppedAt the last row scanned, if the time ran out
 */
public record PartialPage<T>(List<T> rows, Optional<T> stoppedAt) {
  static <T> PartialPage<T> whole(List<T> rows) {
    return new PartialPage<>(rows, Optional.empty());
  }
}

package dev.gatehouse.platform;

import dev.gatehouse.platform.RekeyStep.Part;
import java.util.List;

/**
 * A position among rows with ascending ids, up to the one that was the newest at the beginning.
 *
 * @param after the last id that is done
 * @param newest the last id to be done
 */
public record RowsById(long after, long newest) {
  /** The position before the first row. */
  public static String upTo(long newest) {
    return "0/" + newest;
  }

  /** The position that was stored. */
  public static RowsById at(String position) {
    int slash = position.indexOf('/');
    return new RowsById(
        Long.parseLong(position, 0, slash, 10),
        Long.parseLong(position, slash + 1, position.length(), 10));
  }

  /**
   * The part that covered the rows with these ids, in ascending order.
   *
   * @param most how many a part covers
   * @param rows how many of them it changed
   */
  public Part done(List<Long> ids, int most, long rows) {
    return ids.size() < most
        ? Part.last(rows)
        : Part.before(ids.get(ids.size() - 1) + "/" + newest, rows);
  }

  /** The part that covered the next {@code span} ids, some of which may have no row. */
  public Part done(long span, long rows) {
    return after + span >= newest
        ? Part.last(rows)
        : Part.before((after + span) + "/" + newest, rows);
  }
}

package dev.gatehouse.platform.database;

import java.util.Comparator;

/**
 * A row that many requests may want at once, see {@link RowQueue}. It may not exist yet, such as
 * the row that will own a unique key.
 *
 * @param key identifies the row, as text
 */
public record ContendedRow(String table, String key) implements Comparable<ContendedRow> {
  private static final Comparator<ContendedRow> ORDER =
      Comparator.comparing(ContendedRow::table).thenComparing(ContendedRow::key);

  public static ContendedRow of(String table, Object key) {
    return new ContendedRow(table, String.valueOf(key));
  }

  @Override
  public int compareTo(ContendedRow other) {
    return ORDER.compare(this, other);
  }
}

package dev.gatehouse.platform.database;

import java.util.Comparator;

/**
 * A row that many requests may want at once, for {@link RowQueue}. It need not be there yet: the
 * row that a unique key is going to have is one too.
 *
 * @param table that it is in
 * @param key which one, as text
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

package dev.gatehouse.platform.database;

import java.util.Comparator;

/**
 * A row that many requests may want at once, for {@link Turns}. It need not be there yet: the row
 * that a unique key is going to have is one too.
 *
 * @param table that it is in
 * @param key which one, as text
 */
public record Row(String table, String key) implements Comparable<Row> {
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::table).thenComparing(Row::key);

  public static Row of(String table, Object key) {
    return new Row(table, String.valueOf(key));
  }

  @Override
  public int compareTo(Row other) {
    return ORDER.compare(this, other);
  }
}

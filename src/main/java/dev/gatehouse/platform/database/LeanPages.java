package dev.gatehouse.platform.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages of rows whose conditions and order only the request tells, read as {@link LeanRead} does.
 * Thread-safe.
 */
public final class LeanPages<T> {
  private final Database database;
  private final String sql;
  private final RowReader<T> reader;

  LeanPages(Database database, String sql, RowReader<T> reader) {
    this.database = database;
    this.sql = sql;
    this.reader = reader;
  }

  /**
   * One page.
   *
   * @param conditions constants of the code, never input
   * @param order likewise
   */
  public List<T> list(String conditions, String order, Map<String, ?> values, int rows) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("rows", rows);
    String complete = sql.replace("<conditions>", conditions).replace("<order>", order);
    return database.read(complete, reader).list(all);
  }
}

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
   * One page. It is planned anew for the values of filters, because whether an index is of use
   * depends on how common they are; for a position alone one plan serves all pages.
   *
   * @param conditions constants of the code, never input
   * @param order likewise
   * @param filters what the conditions bind
   * @param position what they bind of the row that the page begins behind
   */
  public List<T> list(
      String conditions, String order, Map<String, ?> filters, Map<String, ?> position, int rows) {
    Map<String, Object> all = new HashMap<>(filters);
    all.putAll(position);
    all.put("rows", rows);
    String complete = sql.replace("<conditions>", conditions).replace("<order>", order);
    LeanRead<T> read = database.read(complete, reader);
    return filters.isEmpty() ? read.list(all) : read.listPlanned(all);
  }
}

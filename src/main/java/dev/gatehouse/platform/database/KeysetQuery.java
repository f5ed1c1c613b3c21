package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/**
 * Slices of a list whose filters and order only the request tells, read as {@link PreparedQuery}
 * does. Where hits are so rare that no index leads to the next ones in time, the rows themselves
 * are gone through for a while. Thread-safe.
 */
public final class KeysetQuery<T> {
  /** For all that is read for one page. */
  private static final Duration PAGE = Duration.ofMillis(1_900);

  /** For the rows as an index leads to them, which is quick but for odd searches. */
  private static final Duration BY_INDEX = Duration.ofSeconds(1);

  /** What has to be left for a further window of rows. */
  private static final Duration WINDOW = Duration.ofMillis(500);

  /** What has to be left for a further slice. */
  private static final Duration SLICE = Duration.ofMillis(1_100);

  private static final int FIRST_WINDOW = 100;

  private final Database database;
  private final String columns;
  private final String table;
  private final RowReader<T> reader;

  KeysetQuery(Database database, String columns, String table, RowReader<T> reader) {
    this.database = database;
    this.columns = columns;
    this.table = table;
    this.reader = reader;
  }

  private record Seen<T>(T row, boolean passes, boolean isLast) {}

  /** The time for a page that begins now. */
  public static Deadline deadline() {
    return Deadline.in(PAGE);
  }

  /** Whether there is time for a further slice on the same page. */
  public static boolean leavesASlice(Deadline deadline) {
    return deadline.leaves(SLICE);
  }

  /** The rows of a slice, however long that takes. */
  public List<T> list(PageSlice slice) {
    PreparedQuery<T> read = select(slice);
    return slice.isPlanned() ? read.listPlanned(slice.values()) : read.list(slice.values());
  }

  /**
   * The rows of a slice in the time of a page, so far as there are any within reach. Outside of
   * transactions alone.
   *
   * @param behind the slice that begins behind a row
   * @throws RuntimeException that {@link DatabaseFailures#isUnavailable} knows, if not even a few
   *     rows could be looked at; a {@code Failure} that says so, if too many search at once
   */
  public PartialPage<T> read(PageSlice slice, Function<T, PageSlice> behind, Deadline deadline) {
    if (!slice.isNarrow()) {
      return PartialPage.whole(list(slice));
    }
    if (database.transactions().connection() != null) {
      throw new IllegalStateException("A statement out of time would undo the transaction");
    }
    return database
        .searches()
        .use(deadline.left().minus(WINDOW), () -> search(slice, behind, deadline));
  }

  private PartialPage<T> search(PageSlice slice, Function<T, PageSlice> behind, Deadline deadline) {
    try (Connection connection = database.dataSource().getConnection()) {
      Optional<List<T>> rows =
          select(slice).listWithin(byIndex(deadline), deadline, connection, slice);
      return rows.isPresent()
          ? PartialPage.whole(rows.get())
          : goThroughRows(connection, slice, behind, deadline);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  /** Some of the time is for going through rows. */
  private static Duration byIndex(Deadline deadline) {
    Duration left = deadline.left();
    return Stream.of(left.minus(WINDOW), left.dividedBy(2))
        .max(Comparator.naturalOrder())
        .filter(time -> time.compareTo(BY_INDEX) < 0)
        .orElse(BY_INDEX);
  }

  private PartialPage<T> goThroughRows(
      Connection connection, PageSlice slice, Function<T, PageSlice> behind, Deadline deadline)
      throws SQLException {
    List<T> found = new ArrayList<>();
    Optional<T> reached = Optional.empty();
    PageSlice next = slice;
    for (int size = FIRST_WINDOW; size == FIRST_WINDOW || deadline.leaves(WINDOW); size *= 2) {
      Optional<List<Seen<T>>> window =
          window(next, size).listWithin(deadline.left(), deadline, connection, next);
      if (window.isEmpty()) {
        break;
      }
      window.get().stream().filter(Seen::passes).map(Seen::row).forEach(found::add);
      Optional<T> last = window.get().stream().filter(Seen::isLast).map(Seen::row).findFirst();
      if (found.size() >= slice.rows() || last.isEmpty()) {
        return PartialPage.whole(found.subList(0, Math.min(found.size(), slice.rows())));
      }
      reached = last;
      next = behind.apply(last.get());
    }
    if (reached.isEmpty()) {
      throw new SQLTimeoutException("Not even " + FIRST_WINDOW + " rows were looked at in time");
    }
    return new PartialPage<>(found, reached);
  }

  private PreparedQuery<T> select(PageSlice slice) {
    return database.read(
        "select %s from %s where %s and %s order by %s limit :rows"
            .formatted(columns, table, slice.filter(), slice.place(), slice.order()),
        reader);
  }

  /**
   * The next rows, of which those are returned that pass the filter, and the last one. That takes a
   * time that can be told, however few of them pass. No table has columns of the names given here.
   */
  private PreparedQuery<Seen<T>> window(PageSlice slice, int size) {
    return database.read(
        """
        select * from (
          select %1$s, (%2$s) as "passes the filter", row_number() over (order by %3$s) as "number of the row"
          from %4$s where %5$s order by %3$s limit %6$s
        ) as seen
        where "passes the filter" or "number of the row" = %6$s
        order by "number of the row" limit :rows
        """
            .formatted(columns, slice.filter(), slice.order(), table, slice.place(), size),
        row -> seen(row, size));
  }

  private Seen<T> seen(ResultSet row, int size) throws SQLException {
    return new Seen<>(
        reader.read(row),
        row.getBoolean("passes the filter"),
        row.getInt("number of the row") == size);
  }
}

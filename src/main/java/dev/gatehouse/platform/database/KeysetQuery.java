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
 * Reads slices of a list whose filter and order are known only from the request. If matches are so
 * rare that no index finds the next ones in time, it scans windows of rows for a while.
 * Thread-safe.
 */
public final class KeysetQuery<T> {
  /** For all reads of one page. */
  private static final Duration PAGE = Duration.ofMillis(1_900);

  /** For the read by index, which is fast except for unusual searches. */
  private static final Duration BY_INDEX = Duration.ofSeconds(1);

  /** Time that must be left for another window of rows. */
  private static final Duration WINDOW = Duration.ofMillis(500);

  /** Time that must be left for another slice. */
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

  /** The deadline of a page that begins now. */
  public static Deadline deadline() {
    return Deadline.in(PAGE);
  }

  /** Whether there is time for another slice of the same page. */
  public static boolean leavesTimeForSlice(Deadline deadline) {
    return deadline.leaves(SLICE);
  }

  /** Reads a slice without a time limit. */
  public List<T> list(PageSlice slice) {
    PreparedQuery<T> read = select(slice);
    return slice.needsCustomPlan()
        ? read.listWithCustomPlan(slice.values())
        : read.list(slice.values());
  }

  /**
   * Reads as much of a slice as the deadline allows. Must not be called within a transaction.
   *
   * @param behind returns the slice that begins after a row
   * @throws RuntimeException that {@link DatabaseFailures#isUnavailable} recognises, if not even a
   *     few rows could be read; a {@code Failure} that is unavailable, if too many searches run at
   *     once
   */
  public PartialPage<T> read(PageSlice slice, Function<T, PageSlice> behind, Deadline deadline) {
    if (!slice.isNarrow()) {
      return PartialPage.whole(list(slice));
    }
    if (database.transactions().connection() != null) {
      throw new IllegalStateException("A statement timeout would abort the transaction");
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
          : scan(connection, slice, behind, deadline);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  /** Reserves part of the time for scanning. */
  private static Duration byIndex(Deadline deadline) {
    Duration left = deadline.left();
    return Stream.of(left.minus(WINDOW), left.dividedBy(2))
        .max(Comparator.naturalOrder())
        .filter(time -> time.compareTo(BY_INDEX) < 0)
        .orElse(BY_INDEX);
  }

  private PartialPage<T> scan(
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
      throw new SQLTimeoutException("Not even " + FIRST_WINDOW + " rows could be scanned in time");
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
   * Selects the matching rows among the next {@code size}, and the last of these. Its time is
   * bounded, however rare matches are. The quoted column names occur in no table.
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

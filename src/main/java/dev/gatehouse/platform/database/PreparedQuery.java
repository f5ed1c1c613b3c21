package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * A fixed SELECT for the hottest reads, for which Jdbi's setup of a DAO call costs more than the
 * rest of the request. Joins the thread's transaction. Thread-safe.
 */
public final class PreparedQuery<T> {
  private static final String LIMIT = "select set_config('statement_timeout', ?, true); ";

  /** How late the server's response may arrive. */
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final DataSource source;
  private final Transactions transactions;
  private final NamedSql sql;
  private final RowReader<T> reader;

  PreparedQuery(DataSource source, Transactions transactions, String sql, RowReader<T> reader) {
    this.source = source;
    this.transactions = transactions;
    this.sql = NamedSql.parse(sql);
    this.reader = reader;
  }

  /** Returns the only row, or empty. */
  public Optional<T> find(Map<String, ?> values) {
    List<T> rows = list(values);
    if (rows.size() > 1) {
      throw new IllegalStateException("More than one row: " + sql.text());
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Returns all rows. The SQL must limit them. */
  public List<T> list(Map<String, ?> values) {
    return onConnection(connection -> rows(connection, values, false));
  }

  /** Returns all rows, planned for these values. */
  List<T> listWithCustomPlan(Map<String, ?> values) {
    return onConnection(connection -> rows(connection, values, true));
  }

  /** A read on a connection. */
  @FunctionalInterface
  private interface Reading<R> {
    R on(Connection connection) throws SQLException;
  }

  private <R> R onConnection(Reading<R> reading) {
    Connection joined = transactions.connection();
    if (joined != null) {
      return read(reading, joined);
    }
    try (Connection own = source.getConnection()) {
      return read(reading, own);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private <R> R read(Reading<R> reading, Connection connection) {
    try {
      return reading.on(connection);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(sql.text(), e, null);
    }
  }

  private List<T> rows(Connection connection, Map<String, ?> values, boolean planned)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      if (planned) {
        forceCustomPlan(statement);
      }
      bind(statement, 1, values);
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  /**
   * Returns the rows, or empty if the server hits the limit. The limit is sent with the statement:
   * in the driver's default query mode both are one round trip and one transaction, at whose end
   * the limit expires.
   */
  Optional<List<T>> listWithin(
      Duration limit, Deadline deadline, Connection connection, PageSlice slice) {
    return read(own -> rowsWithin(limit, deadline, own, slice), connection);
  }

  private Optional<List<T>> rowsWithin(
      Duration limit, Deadline deadline, Connection connection, PageSlice slice)
      throws SQLException {
    // the pool restores the limit
    connection.setNetworkTimeout(
        Runnable::run, Math.toIntExact(deadline.left().plus(SILENCE).toMillis()));
    try (PreparedStatement statement = connection.prepareStatement(LIMIT + sql.text())) {
      statement.setString(1, Long.toString(Math.max(1, limit.toMillis())));
      if (slice.needsCustomPlan()) {
        forceCustomPlan(statement);
      }
      bind(statement, 2, slice.values());
      statement.execute();
      statement.getMoreResults();
      try (ResultSet result = statement.getResultSet()) {
        return Optional.of(rows(result));
      }
    } catch (SQLException e) {
      if (DatabaseFailures.isCanceled(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void forceCustomPlan(PreparedStatement statement) throws SQLException {
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
  }

  private List<T> rows(ResultSet result) throws SQLException {
    List<T> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(reader.read(result));
    }
    return rows;
  }

  private void bind(PreparedStatement statement, int first, Map<String, ?> values)
      throws SQLException {
    int position = first;
    for (String name : sql.names()) {
      bind(statement, position++, values.get(name));
    }
  }

  private static void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      throw new IllegalArgumentException("No value for parameter " + position);
    }
    statement.setObject(position, value instanceof Instant time ? JdbiSetup.stored(time) : value);
  }
}

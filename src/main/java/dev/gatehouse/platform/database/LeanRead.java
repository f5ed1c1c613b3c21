package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * One SELECT as it stands, for the reads that most requests consist of: what Jdbi sets up for each
 * call of a DAO costs more than the whole rest of such a request. Takes part in the transaction of
 * the thread. Thread-safe.
 */
public final class LeanRead<T> {
  private final DataSource source;
  private final Transactions transactions;
  private final NamedSql sql;
  private final RowReader<T> reader;

  LeanRead(DataSource source, Transactions transactions, String sql, RowReader<T> reader) {
    this.source = source;
    this.transactions = transactions;
    this.sql = NamedSql.parse(sql);
    this.reader = reader;
  }

  /** The row that there is one of at most. */
  public Optional<T> find(Map<String, ?> values) {
    List<T> rows = list(values);
    if (rows.size() > 1) {
      throw new IllegalStateException("More than one row: " + sql.text());
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** All rows, which the SQL must bound. */
  public List<T> list(Map<String, ?> values) {
    return list(values, false);
  }

  /** The same by a plan for these very values. */
  List<T> listPlanned(Map<String, ?> values) {
    return list(values, true);
  }

  private List<T> list(Map<String, ?> values, boolean planned) {
    Connection joined = transactions.connection();
    if (joined != null) {
      return rows(joined, values, planned);
    }
    try (Connection own = source.getConnection()) {
      return rows(own, values, planned);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private List<T> rows(Connection connection, Map<String, ?> values, boolean planned) {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      if (planned) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      }
      int position = 0;
      for (String name : sql.names()) {
        bind(statement, ++position, values.get(name));
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(sql.text(), e, null);
    }
  }

  private static void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      throw new IllegalArgumentException("No value for parameter " + position);
    }
    statement.setObject(position, value instanceof Instant time ? Dialect.stored(time) : value);
  }
}

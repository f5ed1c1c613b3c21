package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.UnusableDatabaseException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.PreferQueryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a statement prepared in one transaction exists in the next. It does not behind a
 * pooler that switches server connections between transactions, such as PgBouncer in transaction
 * mode, unless the pooler tracks prepared statements (PgBouncer 1.21 with max_prepared_statements).
 */
final class PreparedStatements {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedStatements.class);

  /** Advice for the operator. */
  static final String REMEDY =
      "add prepareThreshold=0 to the parameters of APP_DATABASE_URL, or use PgBouncer 1.21 or"
          + " later with max_prepared_statements";

  private PreparedStatements() {}

  /**
   * Runs the check, unless the URL turns prepared statements off. The second connection takes over
   * the server connection that the first one used, then keeps it from the first.
   *
   * @throws OperatorException if statements get lost
   */
  static void requirePersistence(
      DatabaseUrl url, UnpooledDataSource connections, Connection first) {
    if (!areUsed(connections)) {
      return;
    }
    try (PreparedStatement one = prepared(first, "select 1");
        Connection second = connections.getConnection();
        PreparedStatement two = prepared(second, "select 2")) {
      one.execute();
      two.execute();
      // outside of transactions the driver silently prepares lost statements again
      second.setAutoCommit(false);
      two.execute();
      first.setAutoCommit(false);
      one.execute();
      second.rollback();
      first.rollback();
      first.setAutoCommit(true);
    } catch (SQLException e) {
      if (DatabaseFailures.isStatementLost(e)) {
        throw new UnusableDatabaseException(
            Kind.LOSES_STATEMENTS,
            "The database %s is behind a pooler that loses prepared statements, such as PgBouncer in transaction mode."
                .formatted(url),
            "To put it right, " + REMEDY + ".",
            e);
      }
      // a pooler with a single connection, which cannot serve both
      LOG.debug("Could not check whether prepared statements persist", e);
    }
  }

  private static boolean areUsed(UnpooledDataSource connections) {
    return connections.getPrepareThreshold() != 0
        && connections.getPreparedStatementCacheQueries() != 0
        && connections.getPreferQueryMode() != PreferQueryMode.SIMPLE;
  }

  /** Prepares on the server at the first execution instead of the fifth. */
  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.unwrap(PGStatement.class).setPrepareThreshold(1);
    return statement;
  }
}

package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.PreferQueryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a statement that was prepared in one transaction is there in the next. It is not behind a
 * pooler that gives each transaction any of its connections to the server, such as PgBouncer in
 * transaction mode, unless that looks after it (since 1.21, with max_prepared_statements).
 */
final class PreparedStatements {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedStatements.class);

  /** What an operator can do about it. */
  static final String REMEDY =
      "add prepareThreshold=0 to the parameters of APP_DATABASE_URL, or use PgBouncer 1.21 or"
          + " later with max_prepared_statements";

  private PreparedStatements() {}

  /**
   * Tries it, where the URL leaves it to the driver to prepare what is executed often. The second
   * connection is to get what the first one left behind, and then to keep it from the first.
   *
   * @param first a connection to it
   * @throws OperatorException if statements are lost
   */
  static void requireThatTheyLast(
      DatabaseUrl url, UnpooledDataSource connections, Connection first) {
    if (!areUsed(connections)) {
      return;
    }
    try (PreparedStatement one = prepared(first, "select 1");
        Connection second = connections.getConnection();
        PreparedStatement two = prepared(second, "select 2")) {
      one.execute();
      two.execute();
      // outside of transactions the driver prepares anew, unseen, what it finds lost
      second.setAutoCommit(false);
      two.execute();
      first.setAutoCommit(false);
      one.execute();
      second.rollback();
      first.rollback();
      first.setAutoCommit(true);
    } catch (SQLException e) {
      if (DatabaseFailures.isStatementLost(e)) {
        throw new OperatorException(
            "The database %s is behind a pooler that loses prepared statements, such as PgBouncer in transaction mode: %s."
                .formatted(url, REMEDY),
            e);
      }
      // a pool of one connection: it has none to spare for the first while the second keeps it
      LOG.debug("Whether prepared statements last could not be tried", e);
    }
  }

  private static boolean areUsed(UnpooledDataSource connections) {
    return connections.getPrepareThreshold() != 0
        && connections.getPreparedStatementCacheQueries() != 0
        && connections.getPreferQueryMode() != PreferQueryMode.SIMPLE;
  }

  /**
   * A statement that is prepared at the server when it is first executed, not at the fifth time.
   */
  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.unwrap(PGStatement.class).setPrepareThreshold(1);
    return statement;
  }
}

package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections with a limit on every wait: one in the client for a server that is frozen or
 * cut off, and a shorter one in the server for slow SQL.
 */
public class UnpooledDataSource extends PGSimpleDataSource {
  private static final int CONNECT_SECONDS = 2;
  private static final int NO_LIMIT = 0;

  private static final long IDLE_IN_TRANSACTION_MILLIS = 60_000;

  private final int silenceMillis;
  private final String session;

  private UnpooledDataSource(
      DatabaseUrl url, int silenceMillis, long statementMillis, long idleMillis) {
    this.silenceMillis = silenceMillis;
    // not startup parameters, because PgBouncer rejects those it does not know
    this.session =
        "set time zone 'UTC'; set statement_timeout = "
            + statementMillis
            + "; set idle_in_transaction_session_timeout = "
            + idleMillis;
    setTcpKeepAlive(true);
    setConnectTimeout(CONNECT_SECONDS);
    setSslResponseTimeout(CONNECT_SECONDS * 1000);
    setGssResponseTimeout(CONNECT_SECONDS * 1000);
    // the detail of a violated constraint quotes the row, which would reach the log
    setLogServerErrorDetail(false);
    url.applyTo(this);
    setSocketTimeout(CONNECT_SECONDS);
  }

  UnpooledDataSource(DatabaseUrl url, Duration silence, Duration statement) {
    this(
        url, Math.toIntExact(silence.toMillis()), statement.toMillis(), IDLE_IN_TRANSACTION_MILLIS);
  }

  /** Connections without time limits, for work such as COPY and migrations. */
  public static UnpooledDataSource unlimited(DatabaseUrl url) {
    return new UnpooledDataSource(url, NO_LIMIT, NO_LIMIT, NO_LIMIT);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(session);
      connection.setNetworkTimeout(Runnable::run, silenceMillis);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}

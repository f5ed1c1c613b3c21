package dev.gatehouse.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How values are written as text, and no limit but on waiting for locks; for one transaction. */
final class DumpSession {
  private static final String SETTINGS =
      """
      set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local lock_timeout = '10s';
      set local row_security = off;
      set local timezone = 'UTC';
      set local datestyle = 'ISO, YMD';
      set local intervalstyle = 'postgres';
      set local extra_float_digits = 1;
      set local bytea_output = 'hex';
      """;

  /** Not every version has it. */
  private static final String NO_TRANSACTION_TIMEOUT =
      "select set_config(name, '0', true) from pg_settings where name = 'transaction_timeout'";

  private DumpSession() {}

  /** Begins the transaction; its snapshot is taken once the tables are locked. */
  static void begin(Connection connection, String mode, List<String> tables, String lock)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction " + mode + ";" + SETTINGS);
      statement.execute("lock table %s in %s mode".formatted(Catalogue.quoted(tables), lock));
      statement.execute(NO_TRANSACTION_TIMEOUT);
    }
  }
}

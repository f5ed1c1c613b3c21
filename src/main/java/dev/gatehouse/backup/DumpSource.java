package dev.gatehouse.backup;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.migrations.SchemaState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A database as it is at one moment. Whoever writes there goes on; only a migration waits until
 * this is closed.
 */
final class DumpSource implements AutoCloseable {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Takes a row as COPY has it. */
  @FunctionalInterface
  interface RowSink {
    void row(byte[] row) throws IOException;
  }

  private final Connection connection;
  private final Catalogue catalogue;
  private final List<String> changeSets;

  private DumpSource(DataSource source, Connection connection, DatabaseUrl url)
      throws SQLException {
    this.connection = connection;
    this.catalogue = new Catalogue(connection);
    List<String> tables = catalogue.tables();
    if (tables.isEmpty()) {
      throw new OperatorException(
          """
          The database %s has no tables of the service: there is nothing to back up. Check \
          APP_DATABASE_URL and APP_DATA_DIR.\
          """
              .formatted(url));
    }
    DumpSession.begin(
        connection, "isolation level repeatable read read only", tables, "access share");
    this.changeSets = requireKnownSchema(new SchemaCheck(source).query().run(connection));
  }

  /**
   * Takes the snapshot.
   *
   * @throws OperatorException if the schema is not one of this release
   */
  static DumpSource open(DatabaseUrl url) {
    DataSource source = Database.longRunning(url.forMigrations());
    try {
      Connection connection = source.getConnection();
      try {
        return new DumpSource(source, connection, url);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new OperatorException(
            "Somebody has locked tables of the database %s, for example a migration. Try again."
                .formatted(url),
            e);
      }
      throw new CopyException(e);
    }
  }

  private static List<String> requireKnownSchema(SchemaState state) {
    if (state.isAhead()) {
      throw new OperatorException(
          """
          The schema of the database is of a newer release (it has %s). Make the backup with the \
          app.jar of that release.\
          """
              .formatted(String.join(", ", state.unknown())));
    }
    List<String> first = Migrations.first(state.applied().size());
    if (!first.containsAll(state.applied())) {
      throw new OperatorException(
          """
          The schema of the database is behind and lacks change sets in between (the first is %s). \
          Make the backup with the release that the database belongs to, or run `java -jar app.jar \
          db migrate config.yml` first.\
          """
              .formatted(state.pending().get(0)));
    }
    return first;
  }

  List<String> changeSets() {
    return changeSets;
  }

  String serverVersion() {
    return DatabaseWork.run(() -> connection.getMetaData().getDatabaseProductVersion());
  }

  List<DumpedTable> tables() {
    return DatabaseWork.run(catalogue::dumpedTables);
  }

  /** The column of that name of the key ring. */
  List<String> wrappedUnder() {
    return secretDigests("key_ring", "wrapped_under");
  }

  List<String> secretChecks() {
    return secretDigests("secret_check", "digest");
  }

  private List<String> secretDigests(String table, String column) {
    return DatabaseWork.run(
        () ->
            catalogue.tables().contains(table)
                ? catalogue.names("select encode(%s, 'hex') from %s".formatted(column, table))
                : List.of());
  }

  /** Copies the table's rows; returns how many there are. */
  long copy(DumpedTable table, RowSink sink) throws IOException {
    String sql =
        "copy %s (%s) to stdout"
            .formatted(Catalogue.quoted(table.name()), Catalogue.quoted(table.columns()));
    try {
      CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
      for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
        sink.row(row);
      }
      return rows.getHandledRowCount();
    } catch (SQLException e) {
      throw new CopyException(e);
    }
  }

  /** Asked last: a sequence may be ahead of the snapshot, but not behind it. */
  List<SequencePosition> sequences() {
    return DatabaseWork.run(
        () -> {
          List<SequencePosition> positions = new ArrayList<>();
          for (String name : catalogue.sequences()) {
            try (Statement statement = connection.createStatement();
                ResultSet row =
                    statement.executeQuery(
                        "select last_value, is_called from " + Catalogue.quoted(name))) {
              row.next();
              positions.add(new SequencePosition(name, row.getLong(1), row.getBoolean(2)));
            }
          }
          return positions;
        });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing was changed
    }
  }
}

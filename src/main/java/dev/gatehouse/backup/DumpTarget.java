package dev.gatehouse.backup;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * An empty database that is filled in one transaction, which nobody else sees anything of before
 * {@link #commit}. Foreign keys and indexes are dropped meanwhile and made again at the end, which
 * is much faster and needs no order of tables.
 */
final class DumpTarget implements DumpSink, AutoCloseable {
  private static final String OF_TABLES =
      " = any (select to_regclass(t.name) from unnest(?) as t (name))";

  private static final String FOREIGN_KEYS =
      """
      select conrelid::regclass || ' %s constraint ' || quote_ident(conname) || ' '
        || %s
      from pg_constraint where contype = 'f' and conrelid"""
          + OF_TABLES
          + " order by conname";

  private static final String INDEXES =
      """
      select %s from pg_index i
      where not exists (select from pg_constraint c where c.conindid = i.indexrelid)
        and i.indrelid"""
          + OF_TABLES
          + " order by i.indexrelid";

  /** Which transaction did something, which means nothing to another server. */
  private static final String TRANSACTIONS =
      """
      select format('update %s set %I = pg_current_xact_id() where %2$I is not null',
        attrelid::regclass, attname)
      from pg_attribute
      where atttypid = 'xid8'::regtype and attnum > 0 and not attisdropped and attrelid"""
          + OF_TABLES;

  private static final String TRIGGERED =
      """
      select distinct tgrelid::regclass::text from pg_trigger
      where not tgisinternal and tgenabled <> 'D' and tgrelid"""
          + OF_TABLES;

  private final Connection connection;
  private final Catalogue catalogue;
  private final List<String> tables;
  private final List<String> toMakeAgain = new ArrayList<>();
  private final Set<String> sequences = new HashSet<>();
  private @Nullable CopyIn rows;

  private DumpTarget(Connection connection) throws SQLException {
    this.connection = connection;
    this.catalogue = new Catalogue(connection);
    this.tables = catalogue.tables();
    DumpSession.begin(connection, "read write", tables, "access exclusive");
  }

  /** Begins the transaction, in which nobody else can use the tables. */
  static DumpTarget open(DatabaseUrl url) {
    try {
      Connection connection = Database.longRunning(url.forMigrations()).getConnection();
      try {
        return new DumpTarget(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new CopyException(e);
    }
  }

  /** What the database holds that an empty one does not; waits for nobody. */
  static List<String> contents(DatabaseUrl url) {
    try (Connection connection = Database.longRunning(url.forMigrations()).getConnection()) {
      return new Catalogue(connection).contents();
    } catch (SQLException e) {
      throw new CopyException(e);
    }
  }

  /** The same, and nobody can change it any more. */
  List<String> contents() {
    return DatabaseWork.run(catalogue::contents);
  }

  /**
   * Prepares for the rows of these tables.
   *
   * @throws OperatorException if the schema does not have them with these columns
   */
  void prepare(List<DumpedTable> dumped) {
    DatabaseWork.run(
        () -> {
          requireSame(dumped, catalogue.dumpedTables());
          execute("set local maintenance_work_mem = '128MB'");
          for (String table : catalogue.names(TRIGGERED, tables)) {
            execute("alter table " + table + " disable trigger user");
            toMakeAgain.add("alter table " + table + " enable trigger user");
          }
          List<String> keys = names(FOREIGN_KEYS.formatted("drop", "''"));
          List<String> indexes = names(INDEXES.formatted("i.indexrelid::regclass"));
          toMakeAgain.addAll(names(INDEXES.formatted("pg_get_indexdef(i.indexrelid)")));
          names(FOREIGN_KEYS.formatted("add", "pg_get_constraintdef(oid)"))
              .forEach(key -> toMakeAgain.add("alter table " + key));
          for (String key : keys) {
            execute("alter table " + key);
          }
          for (String index : indexes) {
            execute("drop index " + index);
          }
          // of what migrations insert; and rows may be frozen only in a table truncated here
          execute("truncate " + Catalogue.quoted(tables));
          return tables;
        });
  }

  private List<String> names(String sql) throws SQLException {
    return catalogue.names(sql, tables);
  }

  private static void requireSame(List<DumpedTable> dumped, List<DumpedTable> found) {
    if (!namesOf(dumped).equals(namesOf(found))) {
      throw doesNotFit(
          "it has %s, and the schema %s"
              .formatted(
                  without(namesOf(dumped), namesOf(found)),
                  without(namesOf(found), namesOf(dumped))));
    }
  }

  private static OperatorException doesNotFit(String why) {
    return new OperatorException(
        "The backup does not fit its own schema: %s. Nothing was restored.".formatted(why));
  }

  private static Set<String> namesOf(List<DumpedTable> tables) {
    Set<String> names = new HashSet<>();
    for (DumpedTable table : tables) {
      table.columns().forEach(column -> names.add(table.name() + "." + column));
      names.add(table.name());
    }
    return names;
  }

  private static String without(Set<String> these, Set<String> those) {
    List<String> rest = these.stream().filter(name -> !those.contains(name)).sorted().toList();
    return rest.isEmpty() ? "nothing besides" : String.join(", ", rest) + " besides";
  }

  @Override
  public void beginTable(DumpedTable table) {
    String sql =
        "copy %s (%s) from stdin with (freeze)"
            .formatted(Catalogue.quoted(table.name()), Catalogue.quoted(table.columns()));
    rows = DatabaseWork.run(() -> connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
  }

  @Override
  public void rows(byte[] bytes, int length) {
    CopyIn open = openRows();
    DatabaseWork.run(
        () -> {
          open.writeToCopy(bytes, 0, length);
          return open;
        });
  }

  @Override
  public long endTable(DumpedTable table) {
    CopyIn open = openRows();
    rows = null;
    return DatabaseWork.run(open::endCopy);
  }

  private CopyIn openRows() {
    CopyIn open = rows;
    if (open == null) {
      throw new IllegalStateException("rows outside of a table");
    }
    return open;
  }

  @Override
  public void sequence(SequencePosition position) {
    DatabaseWork.run(
        () -> {
          if (!catalogue.sequences().contains(position.name())) {
            throw doesNotFit("it has the sequence " + position.name() + " besides");
          }
          sequences.add(position.name());
          try (PreparedStatement set =
              connection.prepareStatement("select setval(cast(? as regclass), ?, ?)")) {
            set.setString(1, Catalogue.quoted(position.name()));
            set.setLong(2, position.lastValue());
            set.setBoolean(3, position.isCalled());
            try (ResultSet row = set.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Makes the indexes and foreign keys again, which checks these. */
  void complete(Progress progress, long rowsSoFar) {
    DatabaseWork.run(
        () -> {
          if (!sequences.equals(Set.copyOf(catalogue.sequences()))) {
            throw doesNotFit("it lacks some of the sequences");
          }
          for (String update : names(TRANSACTIONS)) {
            execute(update);
          }
          for (String statement : toMakeAgain) {
            progress.at("indexes and foreign keys", rowsSoFar);
            execute(statement);
          }
          return tables;
        });
  }

  /** Lets others see all of it. */
  void commit() {
    DatabaseWork.run(
        () -> {
          connection.commit();
          return tables;
        });
  }

  /** Counts what the planner must know; after the commit. */
  void analyze() {
    DatabaseWork.run(
        () -> {
          connection.setAutoCommit(true);
          execute("analyze " + Catalogue.quoted(catalogue.tables()));
          return tables;
        });
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Undoes everything that was not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // what was committed stays, and the server undoes the rest
    }
  }
}

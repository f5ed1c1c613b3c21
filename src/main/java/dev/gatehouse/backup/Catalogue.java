package dev.gatehouse.backup;

import dev.gatehouse.platform.migrations.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a database has of the service's tables and sequences, and what else it has. */
final class Catalogue {
  /** The running nodes, which are not there where a backup is restored. */
  private static final Set<String> WITHOUT_ROWS = Set.of("node");

  /** Migrations insert their rows, so with these a database is still empty. */
  static final Set<String> FILLED_BY_MIGRATIONS = Set.of("signing_state", "key_ring_state");

  /** Liquibase's own, which it fills itself. */
  private static final List<String> OF_LIQUIBASE =
      List.of("databasechangelog", "databasechangeloglock");

  private static final String COLUMNS =
      """
      select t.name, a.attname
      from unnest(?) as t (name)
        join pg_attribute a on a.attrelid = to_regclass(t.name)
      where a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by t.name, a.attnum
      """;

  private static final String SEQUENCES =
      """
      select c.relname from pg_class c
      where c.relkind = 'S' and (
        c.oid in (select to_regclass(s.name) from unnest(?) as s (name))
        or exists (
          select from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
            and d.refclassid = 'pg_class'::regclass
            and d.refobjid in (select to_regclass(t.name) from unnest(?) as t (name))))
      order by c.relname
      """;

  private static final String FOREIGN =
      """
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and c.oid not in (
          select to_regclass(t.name) from unnest(?) as t (name) where to_regclass(t.name) is not null)
        and not exists (
          select from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by c.relname
      """;

  private final Connection connection;

  Catalogue(Connection connection) {
    this.connection = connection;
  }

  /** The service's tables that there are, in the order of their names. */
  List<String> tables() throws SQLException {
    return List.copyOf(columns().keySet());
  }

  /** Those whose rows belong to a backup. */
  List<DumpedTable> dumpedTables() throws SQLException {
    return columns().entrySet().stream()
        .filter(table -> !WITHOUT_ROWS.contains(table.getKey()))
        .map(table -> new DumpedTable(table.getKey(), List.copyOf(table.getValue())))
        .toList();
  }

  private Map<String, List<String>> columns() throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setArray(1, connection.createArrayOf("text", Migrations.tables().toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          columns
              .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
              .add(row.getString(2));
        }
      }
    }
    return columns;
  }

  /** The sequences behind these tables and the others of the service. */
  List<String> sequences() throws SQLException {
    return names(SEQUENCES, Migrations.sequences(), Migrations.tables());
  }

  /** What the database holds that an empty one does not, for an operator. */
  List<String> contents() throws SQLException {
    List<String> known = new ArrayList<>(Migrations.tables());
    known.addAll(OF_LIQUIBASE);
    List<String> contents = new ArrayList<>();
    for (String table : tables()) {
      if (!FILLED_BY_MIGRATIONS.contains(table) && hasRows(table)) {
        contents.add("rows in " + table);
      }
    }
    names(FOREIGN, known).forEach(name -> contents.add(name + ", which is not the service's"));
    return contents;
  }

  private boolean hasRows(String table) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select exists (select from " + quoted(table) + ")");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @SafeVarargs
  final List<String> names(String sql, List<String>... arrays) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < arrays.length; i++) {
        query.setArray(i + 1, connection.createArrayOf("text", arrays[i].toArray()));
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  /** An identifier in SQL. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Identifiers in SQL, with commas between. */
  static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(Catalogue::quoted).toList());
  }
}

package dev.gatehouse.platform.migrations;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Checks the privileges of the service's role. */
public final class TablePrivileges {
  /** Without usage of the schema its tables seem not to exist. */
  private static final String HIDDEN_SCHEMA =
      """
      select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relname = 'databasechangelog' and not has_schema_privilege(n.oid, 'USAGE')
        and to_regclass('databasechangelog') is null
      """;

  private static final String MISSING =
      """
      select string_agg(lower(kind), ', ') || ' on ' || name
      from unnest(cast(:tables as text[])) as name,
        unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as kind
      where not has_table_privilege(to_regclass(name), kind)
      group by name order by name
      """;

  private TablePrivileges() {}

  /**
   * Requires that the role may read and write every existing table.
   *
   * @throws OperatorException if not; the message says what to grant
   */
  public static void require(DatabaseUrl url) {
    require(url, Database.longRunning(url));
  }

  /** The same on connections of the caller's. */
  public static void require(DatabaseUrl url, DataSource connections) {
    Jdbi.create(connections).useHandle(handle -> require(url, handle));
  }

  private static void require(DatabaseUrl url, Handle handle) {
    String role = url.user();
    Optional<String> hidden = handle.createQuery(HIDDEN_SCHEMA).mapTo(String.class).findFirst();
    if (hidden.isPresent()) {
      throw new OperatorException(
          "The role %s may not use the schema %s of the database %s, which holds the tables."
              .formatted(role, hidden.get(), url),
          "Let its owner run: grant usage on schema %s to %s".formatted(hidden.get(), role));
    }
    List<String> missing =
        handle
            .createQuery(MISSING)
            .bindArray("tables", String.class, Changelog.tables())
            .mapTo(String.class)
            .list();
    if (!missing.isEmpty()) {
      throw new OperatorException(
          "The role %s lacks privileges in the database %s: %s%s."
              .formatted(
                  role,
                  url,
                  missing.get(0),
                  missing.size() == 1 ? "" : ", and on %d more".formatted(missing.size() - 1)),
          "Let the owner of the tables run: grant select, insert, update, delete on all tables in"
              + " schema public to "
              + role);
    }
  }
}

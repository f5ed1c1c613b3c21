package dev.gatehouse.platform.migrations;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the role of the service may do with its tables. */
public final class TablePrivileges {
  /** A schema that may not be used hides its tables as if there were none. */
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
   * Lets work begin only if the role may read and write every table that is there.
   *
   * @throws OperatorException if it may not; the message says what to grant
   */
  public static void demand(DatabaseUrl url) {
    Jdbi.create(Database.longRunning(url)).useHandle(handle -> demand(url, handle));
  }

  private static void demand(DatabaseUrl url, Handle handle) {
    String role = url.user();
    Optional<String> hidden = handle.createQuery(HIDDEN_SCHEMA).mapTo(String.class).findFirst();
    if (hidden.isPresent()) {
      throw new OperatorException(
          "The role %1$s may not use the schema %2$s of the database %3$s, in which the tables are. Let its owner run: grant usage on schema %2$s to %1$s"
              .formatted(role, hidden.get(), url));
    }
    List<String> missing =
        handle
            .createQuery(MISSING)
            .bindArray("tables", String.class, Changelog.tables())
            .mapTo(String.class)
            .list();
    if (!missing.isEmpty()) {
      throw new OperatorException(
          "The role %1$s lacks rights at the database %2$s: %3$s%4$s. Let the owner of the tables run: grant select, insert, update, delete on all tables in schema public to %1$s"
              .formatted(
                  role,
                  url,
                  missing.get(0),
                  missing.size() == 1 ? "" : ", and on %d more".formatted(missing.size() - 1)));
    }
  }
}

package dev.gatehouse.platform.migrations;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.ConnectionQuery;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks with two small queries whether a database has the schema of this release. */
public final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

  private final Jdbi jdbi;
  private final ConnectionQuery<SchemaState> query = connection -> state(Jdbi.create(connection));
  private final List<Changelog.ChangeSet> packaged = Changelog.packaged();

  public SchemaCheck(DataSource source) {
    this.jdbi = Jdbi.create(source);
  }

  public SchemaState state() {
    return state(jdbi);
  }

  /** The check as a query on a connection, always the same object. */
  public ConnectionQuery<SchemaState> query() {
    return query;
  }

  private SchemaState state(Jdbi database) {
    List<Changelog.ChangeSet> applied = database.withHandle(SchemaCheck::applied);
    Set<Changelog.ChangeSet> known = Set.copyOf(packaged);
    return new SchemaState(
        applied.stream().filter(known::contains).map(Changelog.ChangeSet::id).toList(),
        without(packaged, applied),
        without(applied, packaged));
  }

  /**
   * Lets the service start only if the schema is not behind.
   *
   * @throws OperatorException if it is behind; the message says what to do
   */
  public void requireNotBehind() {
    SchemaState state = state();
    if (state.isBehind()) {
      throw new OperatorException(
          """
          The schema of the database is behind: %d of %d change sets are missing (the first is %s). \
          Run `java -jar app.jar db migrate config.yml`, then start again.\
          """
              .formatted(state.pending().size(), packaged.size(), state.pending().get(0)));
    }
    if (state.isAhead()) {
      LOG.warn(
          "The schema of the database is ahead of this release: it has {}, which a newer release"
              + " added",
          state.unknown());
    }
  }

  private static List<Changelog.ChangeSet> applied(Handle handle) {
    boolean migratedOnce =
        handle
            .createQuery("select to_regclass('databasechangelog') is not null")
            .mapTo(Boolean.class)
            .one();
    return migratedOnce
        ? handle
            .createQuery(
                "select filename, author, id from databasechangelog order by orderexecuted")
            .map(
                (row, context) ->
                    new Changelog.ChangeSet(row.getString(1), row.getString(2), row.getString(3)))
            .list()
        : List.of();
  }

  private static List<String> without(
      List<Changelog.ChangeSet> these, List<Changelog.ChangeSet> those) {
    Set<Changelog.ChangeSet> known = Set.copyOf(those);
    return these.stream()
        .filter(set -> !known.contains(set))
        .map(Changelog.ChangeSet::id)
        .collect(Collectors.toUnmodifiableList());
  }
}

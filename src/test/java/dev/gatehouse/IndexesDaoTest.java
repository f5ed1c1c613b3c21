package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.testing.TestDatabase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The indexes that every feature needs. */
class IndexesDaoTest {
  /** The table of each list that is sorted by something else than the id. */
  private static final Map<String, String> TABLES =
      Map.of("users", "app_user", "products", "product", "audit", "audit_entry", "roles", "role");

  /** Sort fields that are not a column: the id, which the primary key has, and ranks. */
  private static final Set<String> NO_COLUMNS = Set.of("id", "rank");

  private final DatabaseUrl database = TestDatabase.migrated();

  @Test
  void everyForeignKeyHasAnIndex() {
    List<String> without =
        TestDatabase.texts(
            database,
            """
            select conrelid::regclass || ' ' || substring(pg_get_constraintdef(oid) from '\\(.*?\\)')
            from pg_constraint c
            where contype = 'f' and not exists (
              select from pg_index i
              where i.indrelid = c.conrelid
                and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
                and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid)
                  = '(' || (select attname from pg_attribute
                            where attrelid = c.conrelid and attnum = c.conkey[1])
                  || ' IS NOT NULL)'))
            order by 1
            """);

    assertThat(without)
        .as(
            "foreign keys without an index, so that deleting a row they refer to reads the whole"
                + " table; add to a new migration: create index … on <table> <columns>")
        .isEmpty();
  }

  @Test
  void everySortKeyOfAListHasAnIndex() {
    List<String> without = new ArrayList<>();
    for (SortedBy list : lists()) {
      for (String column : columns(list)) {
        assertThat(TABLES)
            .as("the tables of lists: add that of the new one to TABLES of IndexesDaoTest")
            .containsKey(list.list());
        String table = Objects.requireNonNull(TABLES.get(list.list()));
        if (!isIndexed(table, column)) {
          without.add("create index … on %s (%s, id)".formatted(table, column));
        }
      }
    }

    assertThat(without)
        .as("indexes for the fields of @SortedBy; add them to a new migration")
        .isEmpty();
  }

  private static List<SortedBy> lists() {
    List<SortedBy> lists =
        ProductionClasses.CLASSES.stream()
            .filter(type -> type.isRecord())
            .flatMap(type -> Stream.of(type.reflect().getRecordComponents()))
            .filter(component -> component.isAnnotationPresent(SortedBy.class))
            .map(IndexesDaoTest::sortedBy)
            .toList();
    assertThat(lists).hasSizeGreaterThan(3);
    return lists;
  }

  private static SortedBy sortedBy(RecordComponent component) {
    return component.getAnnotation(SortedBy.class);
  }

  private static Set<String> columns(SortedBy list) {
    Set<String> columns = new TreeSet<>(List.of(list.value()));
    columns.add(list.byDefault().replaceFirst("^-", ""));
    columns.removeAll(NO_COLUMNS);
    return columns;
  }

  /** By the column and the id, or by the column alone if it is unique. */
  private boolean isIndexed(String table, String column) {
    return !TestDatabase.texts(
            database,
            """
            select indexrelid::regclass::text from pg_index i
            where indrelid = '%s'::regclass and indpred is null
              and pg_get_indexdef(indexrelid, 1, true) = '%s'
              and (pg_get_indexdef(indexrelid, 2, true) = 'id' or (indisunique and indnkeyatts = 1))
            """
                .formatted(table, column))
        .isEmpty();
  }
}

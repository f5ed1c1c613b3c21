package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatehouse.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreparedQueryDaoTest {
  interface StoneDao {
    @SqlUpdate("insert into stone (id, name, at, key) values (:id, :name, :at, :key)")
    void insert(long id, String name, Instant at, UUID key);
  }

  private static final Instant AT = Instant.parse("2026-01-31T09:00:00.123456Z");
  private static final UUID KEY = UUID.fromString("0190e5f2-0000-7000-8000-000000000001");

  private Database database;
  private StoneDao stones;
  private PreparedQuery<String> byId;

  @BeforeAll
  void open() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.execute(
        url, "create table stone (id bigint primary key, name text, at timestamptz, key uuid)");
    database = Database.open(url, new DatabaseConfig(null, 1, 0));
    stones = database.dao(StoneDao.class);
    byId = database.read("select name from stone where id = :id", row -> row.getString(1));
    stones.insert(1, "flint", AT, KEY);
    stones.insert(2, "chalk", AT, KEY);
    stones.insert(3, "slate", AT.plusSeconds(1), KEY);
  }

  @AfterAll
  void close() {
    database.stop();
  }

  @Test
  void aRowIsFoundOrNot() {
    assertThat(byId.find(Map.of("id", 1L))).contains("flint");
    assertThat(byId.find(Map.of("id", 9L))).isEmpty();
  }

  @Test
  void twoRowsAreAnError() {
    PreparedQuery<String> all = database.read("select name from stone", row -> row.getString(1));

    assertThatThrownBy(() -> all.find(Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void valuesAreBoundByNameAtEveryOccurrence() {
    PreparedQuery<Long> read =
        database.read(
            """
            select id from stone
            where at <= :at and key = :key and (name = :name or name > :name) and id::text <> '0'
            order by id
            """,
            row -> row.getLong(1));

    List<Long> found =
        read.list(Map.of("name", "chalk", "at", AT.plusNanos(999), "key", KEY, "spare", 1));

    assertThat(found).containsExactly(1L, 2L);
    assertThatThrownBy(() -> read.list(Map.of("name", "chalk")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesAreSeenOnlyInTheThreadsTransaction() {
    Throwable thrown =
        catchThrowable(
            () ->
                database
                    .transactions()
                    .run(
                        () -> {
                          stones.insert(4, "clay", AT, KEY);
                          Optional<String> inside = byId.find(Map.of("id", 4L));
                          throw new IllegalStateException(inside.orElse("nothing"));
                        }));

    assertThat(thrown).hasMessage("clay");
    assertThat(CompletableFuture.supplyAsync(() -> byId.find(Map.of("id", 4L))).join()).isEmpty();
    assertThat(byId.find(Map.of("id", 4L))).isEmpty();
  }

  @Test
  void slowSqlIsUnavailable() {
    PreparedQuery<String> slow =
        database.read("select pg_sleep(10)::text where 1 = :one", row -> row.getString(1));

    Throwable thrown = catchThrowable(() -> slow.find(Map.of("one", 1)));

    assertThat(DatabaseFailures.isUnavailable(thrown)).isTrue();
    assertThat(byId.find(Map.of("id", 1L))).contains("flint");
  }
}

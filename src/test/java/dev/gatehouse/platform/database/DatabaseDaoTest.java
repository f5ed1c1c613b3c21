package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.testing.TestDatabase;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseDaoTest {
  /** Package-private, like the features' DAOs. */
  interface ThingDao {
    @SqlUpdate("insert into thing (id, name) values (:id, :name)")
    void insert(long id, String name);

    @SqlQuery("select name from thing where id = :id")
    Optional<String> find(long id);

    @SqlQuery("select count(*) from thing where id = any(:ids) and name = any(:names)")
    int count(long[] ids, List<String> names);

    @SqlQuery("select :at")
    Instant same(Instant at);

    @SqlQuery("select to_char(:at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')")
    String text(Instant at);

    @SqlQuery("select cast(:at as timestamptz) is null")
    boolean isNull(@Nullable Instant at);

    @SqlQuery("select :id")
    UUID same(UUID id);

    @SqlQuery("select host(cast(:address as inet))")
    InetAddress same(InetAddress address);

    @SqlQuery("select current_setting('timezone')")
    String timeZone();

    @SqlQuery("select pg_sleep(:seconds)::text")
    String sleep(double seconds);

    @SqlQuery("select current_setting('statement_timeout')")
    String limit();

    @SqlQuery("select cast(pg_backend_pid() as text)")
    String session();
  }

  private final DatabaseUrl url = TestDatabase.empty();
  private Database database;
  private ThingDao things;

  @BeforeAll
  void open() {
    TestDatabase.execute(
        url,
        "create table thing (id bigint primary key, name text, constraint thing_name_key unique"
            + " (name))");
    database = Database.open(url, new DatabaseConfig(null, 2, 3));
    things = database.dao(ThingDao.class);
  }

  @AfterAll
  void close() {
    database.stop();
  }

  @BeforeEach
  void empty() {
    database.jdbi().useHandle(handle -> handle.execute("truncate thing"));
  }

  @Test
  void aTransactionThatFailsLeavesNothing() {
    Throwable thrown =
        catchThrowable(
            () ->
                database
                    .transactions()
                    .run(
                        () -> {
                          things.insert(1, "one");
                          database.transactions().run(() -> things.insert(2, "two"));
                          throw new IllegalStateException("no");
                        }));

    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("no");
    assertThat(things.find(1)).isEmpty();
    assertThat(things.find(2)).isEmpty();
  }

  @Test
  void daosInsideATransactionSeeItAndOthersDoNot() {
    Optional<String> inside =
        database
            .transactions()
            .inTransaction(
                () -> {
                  things.insert(1, "one");
                  assertThat(inAnotherThread(() -> things.find(1))).isEmpty();
                  return things.find(1);
                });

    assertThat(inside).contains("one");
    assertThat(things.find(1)).contains("one");
  }

  @Test
  void anInstantIsStoredToTheMicrosecondAndNotRounded() {
    Instant at = Instant.parse("2026-11-01T05:59:59.999999999Z");

    assertThat(things.same(at)).isEqualTo(Instant.parse("2026-11-01T05:59:59.999999Z"));
    assertThat(things.text(at)).isEqualTo("2026-11-01 05:59:59.999999");
    assertThat(things.isNull(null)).isTrue();
  }

  @Test
  void theSessionIsInUtcWhateverTheMachine() {
    assertThat(things.timeZone()).isEqualTo("UTC");
  }

  @Test
  void identifiersAddressesAndArraysAreBound() throws Exception {
    UUID id = UUID.randomUUID();
    InetAddress address = InetAddress.getByName("2001:db8::1");
    things.insert(1, "one");
    things.insert(2, "two");

    assertThat(things.same(id)).isEqualTo(id);
    assertThat(things.same(address)).isEqualTo(address);
    assertThat(things.count(new long[] {1, 2, 3}, List.of("two", "three"))).isEqualTo(1);
  }

  @Test
  void aViolatedConstraintIsKnownByItsNameAndShowsNoValue() {
    things.insert(1, "secret-name");

    Throwable thrown = catchThrowable(() -> things.insert(2, "secret-name"));

    assertThat(DatabaseFailures.violates(thrown, "thing_name_key")).isTrue();
    assertThat(DatabaseFailures.violates(thrown, "thing_pkey")).isFalse();
    assertThat(DatabaseFailures.isUnavailable(thrown)).isFalse();
    assertThat(thrown).hasStackTraceContaining("thing_name_key");
    assertThat(org.assertj.core.util.Throwables.getStackTrace(thrown))
        .doesNotContain("secret-name");
  }

  @Test
  void slowSqlIsCanceledByTheServerAndTheConnectionSurvives() {
    long began = System.nanoTime();

    Throwable thrown = catchThrowable(() -> things.sleep(10));

    assertThat(DatabaseFailures.isUnavailable(thrown)).isTrue();
    assertThat((System.nanoTime() - began) / 1_000_000).isBetween(2_400L, 2_800L);
    assertThat(things.find(1)).isEmpty();
  }

  @Test
  void workWithoutTimeoutsHasTimeAndLeavesTheSessionUnchanged() {
    assertThat(database.withoutTimeouts(() -> database.transactions().inTransaction(things::limit)))
        .isEqualTo("10min");
    assertThat(database.withoutTimeouts(things::limit)).isEqualTo("2500ms");
    List<Integer> silences =
        database.withoutTimeouts(
            () ->
                List.of(
                    database.transactions().inTransaction(this::silence),
                    database.jdbi().withHandle(this::silenceOf)));
    assertThat(silences).containsExactly(600_000, 2_600);
    List<String> sessions =
        database.withoutTimeouts(
            () ->
                List.of(
                    database.transactions().inTransaction(things::session),
                    database.transactions().inTransaction(things::session)));
    assertThat(sessions.get(0)).isEqualTo(sessions.get(1));
  }

  private int silence() {
    return database.jdbi().withHandle(this::silenceOf);
  }

  private int silenceOf(Handle handle) {
    try {
      return handle.getConnection().getNetworkTimeout();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void longRunningConnectionsHaveNoLimit() throws Exception {
    try (var connection = database.longRunning().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select current_setting('statement_timeout')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("0");
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void anUnreachableDatabaseStopsTheStartWithoutShowingThePassword() {
    DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://ann:hunter2@127.0.0.1:1/shop");

    assertThatThrownBy(() -> Database.open(nowhere, new DatabaseConfig(null, 20, 10)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("127.0.0.1:1/shop")
        .hasMessageContaining("APP_DATABASE_URL")
        .hasMessageNotContaining("hunter2");
  }

  private static <T> T inAnotherThread(java.util.function.Supplier<T> work) {
    return java.util.concurrent.CompletableFuture.supplyAsync(work).join();
  }
}

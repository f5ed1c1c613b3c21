package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysetQueryDaoTest {
  private static final String WITHOUT_INDEX = "is_not_by_index() and ";

  private final Database database = open();
  private final KeysetQuery<Integer> stones =
      database.pages("s.number", "stone s", row -> row.getInt(1));

  /** Every hundredth stone is a flint. A function makes only the first attempt slow. */
  private static Database open() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.execute(
        url,
        """
        create table stone (number int primary key, name text);
        insert into stone
          select n, case when n %% 100 = 0 then 'flint' else 'chalk' end from generate_series(1, 7000) n;
        create function is_not_by_index() returns boolean language plpgsql cost 0.001 as $$
          begin
            if current_setting('statement_timeout') = '1s' then perform pg_sleep(10); end if;
            return true;
          end $$;
        alter database %s set enable_sort = off;
        """
            .formatted(url.database()));
    return Database.open(url, new DatabaseConfig(null, 1, 0));
  }

  @AfterAll
  void close() {
    database.stop();
  }

  @Test
  void aSliceHasItsFilterItsPlaceItsOrderAndItsLength() {
    assertThat(stones.list(slice("name = :name", Map.of("name", "flint"), 100, 2)))
        .containsExactly(200, 300);
    assertThat(stones.list(slice("true", Map.of(), 6998, 5))).containsExactly(6999, 7000);
    assertThat(read(slice("number % 2 = 0", Map.of(), 0, 2)))
        .isEqualTo(new PartialPage<>(List.of(2, 4), Optional.empty()));
  }

  @Test
  void rareMatchesAreFoundByScanning() {
    assertThat(read(slice(WITHOUT_INDEX + "name = 'flint'", Map.of(), 0, 71)))
        .isEqualTo(
            PartialPage.whole(IntStream.rangeClosed(1, 70).mapToObj(each -> each * 100).toList()));
  }

  @Test
  void aScanReturnsAsManyMatchesAsRequested() {
    assertThat(read(slice(WITHOUT_INDEX + "number + 0 > 6000", Map.of(), 0, 3)))
        .isEqualTo(PartialPage.whole(List.of(6001, 6002, 6003)));
  }

  @Test
  void aLimitEndsWithItsStatement() {
    PageSlice slow = slice("pg_sleep(10)::text = ''", Map.of(), 0, 1);
    PreparedQuery<String> limit = database.read("show statement_timeout", row -> row.getString(1));

    assertThatThrownBy(() -> stones.read(slow, row -> slow, Deadline.in(Duration.ofSeconds(1))))
        .matches(DatabaseFailures::isUnavailable);
    assertThat(limit.list(Map.of())).containsExactly("2500ms");
    assertThat(read(slice("number = 7", Map.of(), 0, 1)).rows()).containsExactly(7);
    assertThat(limit.list(Map.of())).containsExactly("2500ms");
  }

  @Test
  void aLimitIsNotAllowedInTransactions() {
    assertThatThrownBy(
            () -> database.transactions().run(() -> read(slice("number = 1", Map.of(), 0, 1))))
        .isInstanceOf(IllegalStateException.class);
  }

  private PartialPage<Integer> read(PageSlice slice) {
    return stones.read(
        slice,
        number -> slice(slice.filter(), slice.filterValues(), number, slice.rows()),
        KeysetQuery.deadline());
  }

  private static PageSlice slice(String filter, Map<String, ?> values, int after, int rows) {
    return new PageSlice(
        filter, values, true, "s.number > :after", Map.of("after", after), "s.number", rows);
  }
}

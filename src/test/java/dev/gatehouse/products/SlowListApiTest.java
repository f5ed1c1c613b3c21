package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists whose hits no index finds, with rows that each take a while to examine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowListApiTest {
  private final Service service = Service.startOn(filled(), SettableClock.ofToday());

  private static DatabaseUrl filled() {
    DatabaseUrl database = TestDatabase.migrated();
    TestDatabase.execute(
        database,
        """
        insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
          search_title, search_description, search_words, created_at, updated_at)
        select n, n, name, description, 1, 'EUR', 1, true, n || E'\\n' || name, description, ' ' || n, now(), now()
        from (
          select n,
            case when n in (100, 300, 301, 6500) then 'rare' else 'common' end as name,
            case when n in (1, 100, 5000, 7000) then 'rare' else '' end as description
          from generate_series(1, 7000) as n) as made;
        drop index product_search_title, product_search_description;
        alter table product rename to unhurried_product;
        create function takes_its_time(id bigint) returns boolean language plpgsql cost 0.001
          as 'begin if id %% 10 = 0 then perform pg_sleep(0.002); end if; return true; end';
        create view product as select * from unhurried_product where takes_its_time(id);
        -- as of a table that is too large for it
        alter database %s set enable_sort = off;
        """
            .formatted(database.database()));
    return database;
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void aWalkThroughRareHitsComesToItsEndWithEachOfThemOnce() {
    assertThat(walk("?q=rare")).isEqualTo(List.of(100, 300, 301, 6500, 1, 5000, 7000));
  }

  @Test
  void lockedTableIsUnavailableInTime() throws Exception {
    try (Connection migration = Database.longRunning(service.database()).getConnection();
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("lock table unhurried_product");

      Answer answer = service.get(ProductFixtures.PATH + "?q=rare").answer().expect(503);

      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  /** The skus of all pages; at least one page is short and yet has a next one. */
  private List<Integer> walk(String query) {
    List<Integer> skus = new ArrayList<>();
    boolean stopped = false;
    String cursor = "";
    do {
      Answer page = service.get(ProductFixtures.PATH + query + cursor).answer().expect(200);
      page.json().path("items").forEach(item -> skus.add(item.path("sku").asInt()));
      JsonNode next = page.json().path("next_cursor");
      stopped |= !next.isNull() && page.json().path("items").size() < 20;
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    assertThat(stopped).isTrue();
    return skus;
  }
}

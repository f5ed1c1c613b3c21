package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows whose texts a release folded that still told accents apart. */
class RefoldingApiTest {
  private static final String PRODUCTS =
      """
      insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
        search_title, search_description, search_words, created_at, updated_at)
      select 's' || n, 's' || n, 'Käse – ß' || n, 'Crème' || n, 1, 'EUR', 0, true,
        's' || n || E'\\n' || 'käse – ß' || n, 'crème' || n, ' s' || n || ' käse – ß' || n, now(), now()
      from generate_series(%d, %d) as n
      """;

  private static final String UNFOLDED =
      "select count(*) from product where strpos(search_title || search_description, 'ä') > 0"
          + " or strpos(search_title || search_description, 'è') > 0";

  private final DatabaseUrl database = TestDatabase.migrated();

  @Test
  void whatOlderNodesWroteBeforeAndWriteNowIsFoldedAnew() {
    TestDatabase.execute(database, PRODUCTS.formatted(1, 250));
    TestDatabase.execute(
        database,
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text, search_words,
          created_at, updated_at)
        values ('zoe@example.org', 'Zoë Ångström', true, false, true, E'zoe@example.org\\nzoë ångström',
          ' zoe@example.org zoë ångström', now(), now())
        """);
    List<String> versions = versions();

    try (Service service = Service.startOn(database, SettableClock.ofToday())) {
      Person admin = service.admin();
      await().until(() -> unfolded() == 0);
      assertThat(skus(service, "kase – ß25")).containsExactly("s25", "s250");
      assertThat(skus(service, "KÄSE – ß25")).containsExactly("s25", "s250");
      assertThat(skus(service, "creme25")).containsExactly("s25", "s250");
      await().until(() -> emails(admin, "zoe angstrom").equals(List.of("zoe@example.org")));
      assertThat(versions()).isEqualTo(versions);

      TestDatabase.execute(database, PRODUCTS.formatted(251, 251));
      TestDatabase.execute(
          database,
          "update product set search_title = E's7\\n"
              + "käse', search_description = 'çà' where sku = 's7'");

      await().until(() -> skus(service, "kase – ß251").equals(List.of("s251")));
      await().until(() -> skus(service, "kase – ß7").contains("s7"));
    }
  }

  @Test
  void aRowThatIsInUseIsPassedOverAndFoldedLater() throws Exception {
    TestDatabase.execute(database, PRODUCTS.formatted(1, 2));
    try (Connection user = Database.longRunning(database).getConnection();
        Statement statement = user.createStatement()) {
      user.setAutoCommit(false);
      statement.execute("select 1 from product where sku = 's1' for update");
      try (Service service = Service.startOn(database, SettableClock.ofToday())) {
        await().until(() -> skus(service, "kase").equals(List.of("s2")));
        user.rollback();
        await().until(() -> skus(service, "kase").equals(List.of("s1", "s2")));
      }
    }
  }

  @Test
  void rowsToFoldAreFoundByTheirOwnIndexHoweverManyOthersThereAre() {
    TestDatabase.execute(
        database,
        """
        insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
          search_title, search_description, search_words, created_at, updated_at)
        select 'a' || n, 'a' || n, 'x', '', 1, 'EUR', 0, true, 'a' || n || E'\\nx', '', ' a' || n || ' x', now(), now()
        from generate_series(1, 20000) as n;
        """);
    TestDatabase.execute(database, "vacuum analyze product");

    assertThat(
            TestDatabase.texts(
                database,
                """
                explain select id from product
                where (octet_length(search_title) > char_length(search_title)
                    and strpos(search_title, chr(917999)) = 0)
                  or (octet_length(search_description) > char_length(search_description)
                    and strpos(search_description, chr(917999)) = 0)
                order by id limit 100 for no key update skip locked
                """))
        .anyMatch(line -> line.contains("Index Scan using product_unfolded"));
  }

  private long unfolded() {
    return Long.parseLong(TestDatabase.text(database, UNFOLDED));
  }

  private List<String> versions() {
    return TestDatabase.texts(
        database, "select version || ' ' || updated_at from product where sku <> 's7' order by id");
  }

  private static List<String> skus(Service service, String text) {
    return service
        .get("/api/v1/products?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
        .answer()
        .expect(200)
        .each("sku");
  }

  private static List<String> emails(Person admin, String text) {
    return admin
        .get("/api/v1/users?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
        .answer()
        .expect(200)
        .each("email");
  }
}

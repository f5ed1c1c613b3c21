package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.TestDatabase;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProductBatchDaoTest {
  private static final String MANY_PRODUCTS =
      """
      insert into product (sku, sku_key, name, description, unit_amount, currency, search_title,
        search_description, search_words, stock, is_active, created_at, updated_at)
      select 'S-' || n, 's-' || n, 'Name', '', 1, 'EUR', 's-' || n || ' name', '', ' name',
        0, true, now(), now()
      from generate_series(1, 5000) n
      """;

  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 2, 8));

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void aBatchIsLookedUpByKeyEvenIfTheTableSeemedEmptyWhenItWasAnalyzed() {
    try (OpenTransaction filling = OpenTransaction.running(url, MANY_PRODUCTS)) {
      TestDatabase.execute(url, "analyze product");
      filling.commit();
    }

    assertThat(plan("update")).contains("Bitmap Index Scan on product_sku_key");
    assertThat(plan("insert")).contains("Bitmap Index Scan on product_sku_key");
  }

  private String plan(String statement) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              handle.attach(ProductBatchDao.class).prepare();
              List<String> lines =
                  handle
                      .createQuery("explain " + sql(statement))
                      .bindMethods("b", columns())
                      .bind("now", Instant.EPOCH)
                      .mapTo(String.class)
                      .list();
              return String.join("\n", lines);
            });
  }

  private static String sql(String statement) {
    Method method =
        Stream.of(ProductBatchDao.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(statement))
            .findFirst()
            .orElseThrow();
    SqlQuery query = method.getAnnotation(SqlQuery.class);
    return query == null ? method.getAnnotation(SqlUpdate.class).value() : query.value();
  }

  private static ProductColumns columns() {
    Map<String, ImportedProduct> given = new LinkedHashMap<>();
    for (int i = 1; i <= 5000; i++) {
      given.put("s-" + i, new ImportedProduct("S-" + i, "Name", null, 2L, "EUR", null, null));
    }
    return ProductColumns.of(given);
  }
}

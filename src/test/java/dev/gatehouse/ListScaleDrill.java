package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.paging.DeepCursor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ManyRows;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.QueryPlans;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Reads lists of a small and of a large database in turn and tells the 99th percentiles of both,
 * and how the large one was read; fails if the large one takes two seconds or reads a table from
 * one end to the other. {@code -Dgatehouse.products=10000000 -Dgatehouse.users=1000000} is the
 * large form, which fills for half an hour; {@code -Dgatehouse.large=} is the URL, for the
 * superuser of an embedded server on this machine, of one that {@code bench/fill.sh} has filled
 * before.
 */
class ListScaleDrill {
  private static final int SMALL = 10_000;
  private static final long PRODUCTS = Long.getLong("gatehouse.products", 200_000);
  private static final long USERS = Long.getLong("gatehouse.users", 50_000);
  private static final int SAMPLES = Integer.getInteger("gatehouse.samples", 100);
  private static final int WARM_UP = 10;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final String FILLED = System.getProperty("gatehouse.large", "");
  private static final String DEEP = "deep ";
  private static final Path REPORT = Path.of("target", "list-scale.md");

  private static final List<String> OF_PRODUCTS =
      List.of(
          "",
          "sort=-id",
          "sort=created_at",
          "sort=-created_at",
          "sort=name",
          "sort=-name",
          "sort=unit_amount",
          "sort=-unit_amount",
          "currency=EUR",
          "currency=DKK",
          "in_stock=true",
          "in_stock=false",
          "is_active=true",
          "is_active=false",
          "min_unit_amount=999000",
          "min_unit_amount=100",
          "max_unit_amount=10",
          "q=steel",
          "q=zephyrine",
          "q=nothing-like-it",
          "q=st",
          "q=ze",
          "q=SKU-00000",
          "q=vexing",
          "currency=EUR&sort=created_at",
          "currency=EUR&sort=name",
          "currency=EUR&sort=unit_amount",
          "currency=DKK&sort=created_at",
          "currency=DKK&sort=-name",
          "currency=DKK&sort=unit_amount");

  private static final List<String> OTHERS_OF_PRODUCTS =
      List.of(
          "q=steel&sort=name",
          "q=zephyrine&sort=-unit_amount",
          "q=st&sort=created_at",
          "q=steel&currency=DKK",
          "q=zephyrine&in_stock=false",
          "q=oak&is_active=false&sort=-name",
          "currency=DKK&in_stock=false&is_active=false&sort=name",
          "min_unit_amount=500&max_unit_amount=501&sort=name",
          "min_unit_amount=999900&currency=DKK&sort=created_at",
          "in_stock=false&sort=-unit_amount",
          "is_active=false&q=nothing-like-it&sort=name");

  private static final List<String> OF_USERS =
      List.of(
          "",
          "sort=-id",
          "sort=created_at",
          "sort=-created_at",
          "sort=email",
          "sort=-email",
          "is_active=true",
          "is_active=false",
          "is_admin=true",
          "is_admin=false",
          "q=steel",
          "q=zephyrine",
          "q=nothing-like-it",
          "q=st",
          "q=ze",
          "q=.example");

  private static final List<String> OTHERS_OF_USERS =
      List.of(
          "q=steel&sort=email",
          "q=zephyrine&sort=-created_at",
          "is_admin=true&sort=email",
          "is_active=false&is_admin=true",
          "is_active=false&q=st&sort=email");

  private final List<String> report = new ArrayList<>();

  @Test
  void noListIsSlowBecauseThereAreManyRows() throws IOException {
    try (Side small = Side.filled(SMALL, SMALL);
        Side large = FILLED.isEmpty() ? Side.filled(PRODUCTS, USERS) : Side.of(FILLED)) {
      report.add(
          "| list | p99 of %,d | p99 of %,d | | how the latter is read |"
              .formatted(SMALL, large.count("product")));
      report.add("|---|---|---|---|---|");
      measure(small, large, "products", OF_PRODUCTS);
      measure(small, large, "products", deep(OF_PRODUCTS));
      measure(small, large, "products", OTHERS_OF_PRODUCTS);
      report.add(
          "| users | p99 of %,d | p99 of %,d | | |".formatted(SMALL, large.count("app_user")));
      measure(small, large, "users", OF_USERS);
      measure(small, large, "users", deep(OF_USERS));
      measure(small, large, "users", OTHERS_OF_USERS);
    } finally {
      Files.write(REPORT, report);
    }
  }

  /** Those that have a middle to begin in. */
  private static List<String> deep(List<String> queries) {
    return queries.stream()
        .filter(query -> !query.contains("zephyrine") && !query.contains("nothing"))
        .map(query -> DEEP + query)
        .toList();
  }

  private void measure(Side small, Side large, String list, List<String> queries) {
    for (String query : queries) {
      String ofSmall = small.path(list, query);
      String ofLarge = large.path(list, query);
      long[] smallTimes = new long[SAMPLES];
      long[] largeTimes = new long[SAMPLES];
      for (int i = -WARM_UP; i < SAMPLES; i++) {
        long tookSmall = small.micros(ofSmall);
        long tookLarge = large.micros(ofLarge);
        if (i >= 0) {
          smallTimes[i] = tookSmall;
          largeTimes[i] = tookLarge;
        }
      }
      double before = percentile(smallTimes);
      double after = percentile(largeTimes);
      String plan = large.plan(list, ofLarge);
      String line =
          String.format(
              Locale.ROOT,
              "| `%s?%s` | %.1f ms | %.1f ms | %.1f | %s |",
              list,
              query,
              before,
              after,
              after / before,
              plan);
      report.add(line);
      System.out.println(line);
      assertThat(after).as(query).isLessThan((double) LONGEST.toMillis());
      assertThat(plan).as(query).contains("Index Scan").doesNotContain("Seq Scan");
    }
  }

  private static double percentile(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1000.0;
  }

  /** One database with a service on it and an administrator. */
  private static final class Side implements AutoCloseable {
    private final QueryPlans plans;
    private final Service service;
    private final DerivedKeys keys;
    private final Person admin;

    private Side(DatabaseUrl database, DatabaseUrl superuser) {
      this.plans = QueryPlans.of(superuser, database.database());
      this.service = Service.startOn(database, SettableClock.ofToday());
      this.keys = TestSecrets.keysOf(database);
      this.admin = service.admin();
    }

    static Side filled(long products, long users) {
      DatabaseUrl database = TestDatabase.migrated();
      new ManyRows(database, System.out).fill(products, users);
      return new Side(database, TestDatabase.superuser());
    }

    static Side of(String url) {
      DatabaseUrl superuser = DatabaseUrl.parse(url);
      return new Side(superuser, superuser);
    }

    String plan(String list, String path) {
      return plans.during(table(list), () -> admin.get(path).answer().expect(200));
    }

    long count(String table) {
      return Long.parseLong(TestDatabase.text(service.database(), "select count(*) from " + table));
    }

    /** With the cursor of the middle of the list if it is to be deep. */
    String path(String list, String query) {
      boolean isDeep = query.startsWith(DEEP);
      String plain = isDeep ? query.substring(DEEP.length()) : query;
      String cursor =
          isDeep ? "&cursor=" + DeepCursor.of(keys, list, plain, middle(list, plain)) : "";
      return "/api/v1/" + list + "?" + plain + cursor;
    }

    private static String table(String list) {
      return list.equals("users") ? "app_user" : "product";
    }

    private List<String> middle(String list, String query) {
      String table = table(list);
      String field =
          query.contains("sort=") ? query.replaceAll(".*sort=-?([a-z_]+).*", "$1") : "id";
      String value =
          field.equals("created_at")
              ? "to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
              : field + "::text";
      boolean isRanked = list.equals("products") && query.matches("q=...+");
      String where =
          isRanked
              ? " where search_title like '%" + query.substring(2).toLowerCase(Locale.ROOT) + "%'"
              : query.contains("currency=")
                  ? " where currency = '" + query.replaceAll(".*currency=([A-Z]+).*", "$1") + "'"
                  : "";
      String sql =
          "select "
              + value
              + ", id::text from "
              + table
              + where
              + " order by "
              + field
              + ", id offset (select count(*) / 5 from "
              + table
              + where
              + ") limit 1";
      try (Connection connection = Database.longRunning(service.database()).getConnection();
          PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet row = statement.executeQuery()) {
        row.next();
        if (isRanked) {
          return List.of("title", row.getString(2));
        }
        return field.equals("id")
            ? List.of(row.getString(2))
            : List.of(row.getString(1), row.getString(2));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    long micros(String path) {
      Answer answer = admin.get(path).answer().expect(200);
      return answer.took().toNanos() / 1000;
    }

    @Override
    public void close() {
      service.close();
    }
  }
}

package dev.gatehouse.products;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.ServiceProcess;
import dev.gatehouse.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import by a service with a heap of 256 MiB that is killed in its midst, or stands still. The
 * number of rows can be set: {@code -Dimport.rows=10000000} has 0.8 GB.
 */
class ImportKillDrill {
  private static final int ROWS = Integer.getInteger("import.rows", 100_000);
  private static final String HEAP = "-Xmx256m";
  private static final String EMAIL = "root@people.example";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(180 + ROWS / 1000);

  private final ProductFile products = ProductFile.flawed(ROWS);
  private final DatabaseUrl database = TestDatabase.migrated();

  private record Caller(ServiceProcess service, String token) {
    Answer get(String path) {
      return service.call("GET", path).bearer(token).answer().expect(200);
    }

    Answer until(String job, Predicate<Answer> holds) {
      return await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> get(job), holds);
    }
  }

  @Test
  void aNodeThatIsKilledLeavesARestThatGoesInOnce(@TempDir Path folder) throws Exception {
    String job;
    try (ServiceProcess first = start(folder.resolve("first"))) {
      job = beginning(first);
      first.kill();
    }
    assertRestGoesInOnce(folder.resolve("second"), job);
  }

  /** In the midst of a batch, whose products it has locked. */
  @Test
  void aNodeThatIsFrozenLeavesARestThatGoesInOnce(@TempDir Path folder) throws Exception {
    try (ServiceProcess first = start(folder.resolve("first"))) {
      String job = beginning(first);
      first.freeze();
      for (int i = 0; i < 1000 && !isABatchUnderWay(); i++) {
        first.thaw();
        TimeUnit.MILLISECONDS.sleep(20);
        first.freeze();
      }
      assertThat(isABatchUnderWay()).isTrue();
      assertRestGoesInOnce(folder.resolve("second"), job);
      first.kill();
    }
  }

  /** Imports until a third of the rows is there; the job. */
  private String beginning(ServiceProcess service) throws Exception {
    Caller root = signUp(service);
    String job = upload(root, products.write());
    root.until(job, now -> now.json().at("/progress/done").asLong() >= ROWS / 3);
    return job;
  }

  private void assertRestGoesInOnce(Path folder, String job) throws Exception {
    long landed = count("product");
    long began = System.nanoTime();
    try (ServiceProcess service = start(folder)) {
      Caller root = signIn(service);
      Answer ended = root.until(job, Imports::hasEnded);
      System.out.printf(
          "%,d rows: lost its node at %,d, the rest took %.0f s, %d MiB in RAM at most%n",
          ROWS, landed, (System.nanoTime() - began) / 1e9, service.peakMemory());

      assertThat(ended.text("state")).isEqualTo("succeeded");
      assertThat(landed).isBetween(1L, ROWS - 1L);
      long good = (long) ROWS - products.bad();
      assertThat(Imports.counts(ended)).isEqualTo(List.of(good, 0L, (long) products.bad()));
      assertThat(count("product")).isEqualTo(good);
      assertThat(count("product where version > 1")).isZero();
      assertThat(count("product_import_chunk")).isZero();
      assertThat(root.get(job + "/failed-rows").body().lines().skip(1))
          .doesNotHaveDuplicates()
          .hasSize(products.bad());
    }
  }

  private boolean isABatchUnderWay() {
    return count("pg_stat_activity where state <> 'idle' and query like 'insert into product %'")
        > 0;
  }

  private long count(String rows) {
    return Long.parseLong(TestDatabase.text(database, "select count(*) from " + rows));
  }

  private ServiceProcess start(Path folder) throws Exception {
    Map<String, String> settings =
        new HashMap<>(Service.environment(database, "APP_JWT_EXP_MINUTES", "600"));
    settings.keySet().removeAll(List.of("APP_PORT", "APP_ADMIN_PORT"));
    return ServiceProcess.startIn(folder, settings, HEAP);
  }

  private Caller signUp(ServiceProcess service) {
    service
        .call("POST", "/api/v1/users")
        .json("email", EMAIL, "full_name", "Root", "password", Person.PASSWORD)
        .answer()
        .expect(201);
    TestDatabase.execute(database, "update app_user set is_admin = true");
    return signIn(service);
  }

  private static Caller signIn(ServiceProcess service) {
    Answer signedIn =
        service
            .call("POST", "/api/v1/auth/login")
            .form("username", EMAIL, "password", Person.PASSWORD)
            .answer();
    return new Caller(service, Person.Tokens.of(signedIn).access());
  }

  private static String upload(Caller root, Path csv) {
    return root.service()
        .call("POST", Imports.PATH)
        .bearer(root.token())
        .body(Imports.CSV, csv)
        .answer()
        .expect(202)
        .header("Location");
  }
}

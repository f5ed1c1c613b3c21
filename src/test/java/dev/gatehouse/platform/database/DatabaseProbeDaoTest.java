package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.migrations.SchemaState;
import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseProbeDaoTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final DatabaseUrl url = TestDatabase.empty();
  private final CountDownLatch isReachable = new CountDownLatch(1);
  private final AtomicInteger attempts = new AtomicInteger();
  private final DatabaseProbe probe = new DatabaseProbe(new Connections());

  /** Connections to a database that is unreachable until the test allows it. */
  private final class Connections extends UnpooledDataSource {
    Connections() {
      super(url, LONG, LONG);
    }

    @Override
    public Connection getConnection() throws SQLException {
      attempts.incrementAndGet();
      try {
        isReachable.await();
      } catch (InterruptedException e) {
        throw new SQLException(e);
      }
      return super.getConnection();
    }
  }

  @AfterEach
  void close() {
    isReachable.countDown();
    probe.close();
  }

  @Test
  void healthIsKnownWhileThePoolIsExhausted() throws SQLException {
    Database database = Database.open(url, new DatabaseConfig(null, 1, 0));
    SchemaCheck schema = new SchemaCheck(database.dataSource());
    try (Connection taken = database.dataSource().getConnection()) {
      assertThat(database.responds(LONG)).isTrue();
      assertThat(database.ask(schema.query(), LONG)).get().matches(SchemaState::isBehind);
      assertThat(taken.isValid(1)).isTrue();
    } finally {
      database.stop();
    }
  }

  @Test
  void aHundredProbesOfAnUnreachableDatabaseMakeOneAttemptToConnect() {
    ExecutorService threads = Executors.newFixedThreadPool(100);
    List<CompletableFuture<Boolean>> answers =
        IntStream.range(0, 100)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> probe.responds(SHORT), threads))
            .toList();

    assertThat(answers).allSatisfy(each -> assertThat(each.join()).isFalse());
    assertThat(attempts).hasValue(1);

    isReachable.countDown();
    assertThat(probe.responds(LONG)).isTrue();
    assertThat(attempts).hasValue(1);
    threads.shutdown();
  }

  @Test
  void aBrokenConnectionIsReplacedSilently() {
    isReachable.countDown();
    assertThat(probe.responds(LONG)).isTrue();
    TestDatabase.execute(
        TestDatabase.superuser(),
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '%s'"
            .formatted(url.database()));

    assertThat(probe.responds(LONG)).isTrue();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void anotherQueryUsesTheSameConnection() {
    isReachable.countDown();

    assertThat(probe.responds(LONG)).isTrue();
    assertThat(probe.ask(connection -> connection.getMetaData().getDatabaseProductName(), LONG))
        .contains("PostgreSQL");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aFailedQueryHasNoResultAndTheNextOneRuns() {
    isReachable.countDown();

    assertThat(
            probe.ask(
                connection -> {
                  throw new SQLException("no");
                },
                LONG))
        .isEmpty();
    assertThat(probe.responds(LONG)).isTrue();
  }
}

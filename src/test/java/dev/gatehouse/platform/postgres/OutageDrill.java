package dev.gatehouse.platform.postgres;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageDrill {
  private static final long PROMISED_MILLIS = 2_900;

  private record Answer(long millis, @Nullable RuntimeException failure) {}

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private TestServer server;
  private EmbeddedPostgres postgres;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.any();
    postgres = server.start();
    database = Database.open(postgres.url(), new DatabaseConfig(null, 4, 2));
  }

  @AfterEach
  void stop() throws Exception {
    callers.shutdownNow();
    server.thaw();
    database.stop();
    postgres.close();
    await().until(() -> !server.runs());
  }

  @Test
  void aFrozenDatabaseIsAnAnswerInTimeForEveryCallerAndAPassingMatter() throws Exception {
    assertThat(atOnce(20)).allMatch(answer -> answer.failure() == null);

    server.freeze();
    List<Answer> answers = new ArrayList<>(atOnce(20));
    answers.addAll(atOnce(20));
    long asked = System.nanoTime();
    boolean there = database.responds(Duration.ofMillis(1_500));
    long waited = millisSince(asked);
    server.thaw();

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.millis()).isLessThan(PROMISED_MILLIS);
              assertThat(answer.failure()).matches(DatabaseFailures::isUnavailable);
            });
    assertThat(there).isFalse();
    assertThat(waited).isLessThan(1_700);
    assertThat(millisUntilBack()).isLessThan(5_000);
  }

  @Test
  void aKilledDatabaseIsAnAnswerInTimeAndItsRestartGoesUnseenByThePool() throws Exception {
    server.kill();

    assertThat(atOnce(20))
        .allSatisfy(
            answer -> {
              assertThat(answer.millis()).isLessThan(PROMISED_MILLIS);
              assertThat(answer.failure()).matches(DatabaseFailures::isUnavailable);
            });
    assertThat(database.responds(Duration.ofSeconds(3))).isFalse();

    server.start().close();
    assertThat(millisUntilBack()).isLessThan(5_000);
    assertThat(atOnce(20)).allMatch(answer -> answer.failure() == null);
  }

  @Test
  void connectionsCutWhileIdleAreReplacedUnseen() throws Exception {
    assertThat(atOnce(10)).allMatch(answer -> answer.failure() == null);
    try (var connection = database.longRunning().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid), pg_sleep(1.1) from (select pid from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()) x");
    }

    assertThat(atOnce(10)).allMatch(answer -> answer.failure() == null);
  }

  private List<Answer> atOnce(int count) {
    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(CompletableFuture.supplyAsync(this::call, callers));
    }
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private Answer call() {
    long began = System.nanoTime();
    try {
      database
          .jdbi()
          .useHandle(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
      return new Answer(millisSince(began), null);
    } catch (RuntimeException e) {
      return new Answer(millisSince(began), e);
    }
  }

  private long millisUntilBack() {
    long began = System.nanoTime();
    while (call().failure() != null && millisSince(began) < 10_000) {
      Thread.onSpinWait();
    }
    return millisSince(began);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}

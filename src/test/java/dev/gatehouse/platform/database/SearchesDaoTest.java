package dev.gatehouse.platform.database;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.testing.TestDatabase;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchesDaoTest {
  private static final PageSlice SLOW =
      new PageSlice("pg_sleep(10)::text = ''", Map.of(), true, "true", Map.of(), "s.number", 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Database database;

  @BeforeEach
  void open() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.execute(url, "create table stone as select 1 as number");
    database = Database.open(url, new DatabaseConfig(null, 3, 0));
  }

  @AfterEach
  void close() {
    database.stop();
    threads.shutdown();
  }

  @Test
  void slowSearchesTakeAThirdOfThePoolAndWaitOutsideBeyondIt() {
    KeysetQuery<Integer> stones = database.pages("s.number", "stone s", row -> row.getInt(1));
    Set<Class<?>> failures = ConcurrentHashMap.newKeySet();
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(() -> search(stones), threads))
                .limit(6)
                .map(
                    each ->
                        each.exceptionally(
                            e -> {
                              failures.add(Objects.requireNonNull(e.getCause()).getClass());
                              return null;
                            }))
                .toArray(CompletableFuture[]::new));
    await().until(() -> database.active() > 0);

    await()
        .until(
            () -> {
              assertThat(database.active()).isLessThanOrEqualTo(1);
              return all.isDone();
            });
    assertThat(failures).contains(Failure.class);
  }

  private static void search(KeysetQuery<Integer> stones) {
    stones.read(SLOW, row -> SLOW, KeysetQuery.deadline());
  }
}

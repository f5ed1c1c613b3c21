package dev.gatehouse.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeySearchTest {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void theFirstLookComesAtOnceAndTheNextOneAnIntervalLater() {
    KeySearch search = new KeySearch(looks::incrementAndGet, Duration.ofDays(1));
    search.run();
    assertThat(looks).hasValue(1);

    KeySearch soon = new KeySearch(looks::incrementAndGet, INTERVAL);
    long began = System.nanoTime();
    soon.run();
    soon.run();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(INTERVAL);
    assertThat(looks).hasValue(3);
  }

  @Test
  void whoeverComesMeanwhileSharesOneLook() {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    KeySearch search = new KeySearch(looks::incrementAndGet, INTERVAL);
    CountDownLatch came = new CountDownLatch(50);
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 50)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> {
                          came.countDown();
                          search.run();
                        },
                        threads))
            .toList();
    all.forEach(CompletableFuture::join);
    threads.shutdown();

    assertThat(looks.get()).isBetween(1, 3);
  }

  @Test
  void whoeverSharesALookThatFailedFailsToo() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    KeySearch search =
        new KeySearch(
            () -> {
              looking.countDown();
              try {
                fail.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              throw new IllegalStateException("the database is away");
            },
            Duration.ZERO);
    CompletableFuture<Void> first = CompletableFuture.runAsync(search::run);
    looking.await();
    CompletableFuture<Void> second = CompletableFuture.runAsync(search::run);
    fail.countDown();

    for (CompletableFuture<Void> each : List.of(first, second)) {
      assertThatThrownBy(each::join).hasMessageContaining("the database is away");
    }
  }
}

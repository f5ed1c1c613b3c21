package dev.gatehouse.platform.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeMemoryTest {
  private static final int LARGE = 1024 * 1024;

  private final TreeMemory trees = new TreeMemory(50L * 1024 * 1024);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private int work() {
    int now = atOnce.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    Thread.onSpinWait();
    return atOnce.decrementAndGet();
  }

  @Test
  void largeTreesAreLimited() {
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 64)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> trees.hold(LARGE, this::work)))
            .toList();

    all.forEach(CompletableFuture::join);

    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void aTreeLargerThanTheMemoryTakesAllOfIt() {
    TreeMemory small = new TreeMemory(1024 * 1024);

    assertThat(small.hold(LARGE, () -> "done")).isEqualTo("done");
  }

  @Test
  void aTreeIsRefusedIfTooManyWait() {
    CountDownLatch letGo = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Boolean>> all =
        IntStream.range(0, 2 + TreeMemory.MAX_WAITING)
            .mapToObj(
                i ->
                    threads.submit(
                        () ->
                            trees.hold(
                                LARGE,
                                () ->
                                    Uninterruptibles.awaitUninterruptibly(
                                        letGo, Duration.ofSeconds(30)))))
            .toList();

    Await.await()
        .untilAsserted(() -> assertThat(trees.waiting()).isEqualTo(TreeMemory.MAX_WAITING));
    assertThat(threads.submit(() -> trees.hold(LARGE, () -> "done")))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(Failure.class);
    assertThat(trees.hold(200, () -> "done")).isEqualTo("done");

    letGo.countDown();
    assertThat(all).allMatch(done -> Futures.getUnchecked(done));
    threads.shutdown();
  }

  @Test
  void aSmallTreeDoesNotWaitForALargeOne() {
    assertThat(trees.hold(LARGE, () -> trees.hold(200, () -> "done"))).isEqualTo("done");
  }
}

package dev.gatehouse.platform.database;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowQueueTest {
  private static final ContendedRow ANN = ContendedRow.of("app_user", 1);
  private static final ContendedRow BOB = ContendedRow.of("app_user", 2);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void anotherRowIsFreeWhileOneIsTaken() {
    RowQueue queue = new RowQueue(LONG, 10);
    CompletableFuture<Void> holder = hold(queue, ANN);

    assertThat(queue.<Boolean, RuntimeException>take(List.of(BOB), () -> !holder.isDone()))
        .isTrue();
    done.countDown();
    holder.join();
  }

  @Test
  void waitingTooLongFails() {
    RowQueue queue = new RowQueue(Duration.ofMillis(50), 10);
    CompletableFuture<Void> holder = hold(queue, ANN);

    assertTurnedAway(() -> take(queue, BOB, ANN));
    done.countDown();
    holder.join();
    take(queue, BOB, ANN);
  }

  @Test
  void aFullLineRejectsTheNextThreadImmediately() {
    RowQueue queue = new RowQueue(LONG, 2);
    CompletableFuture<Void> holder = hold(queue, ANN);
    CompletableFuture<Void> second = queue(queue);
    await().until(() -> queue.lengthOf(ANN) == 2);

    assertTurnedAway(() -> take(queue, ANN));
    done.countDown();
    holder.join();
    second.join();
  }

  @Test
  void rowsNamedInAnyOrderAreTakenWithoutADeadlock() {
    RowQueue queue = new RowQueue(LONG, 100);

    List<CompletableFuture<Void>> all =
        IntStream.range(0, 100)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> take(queue, n % 2 == 0 ? ANN : BOB, n % 2 == 0 ? BOB : ANN), threads))
            .toList();

    all.forEach(CompletableFuture::join);
  }

  @Test
  void aRowMayBeTakenAgainByItsOwner() {
    RowQueue queue = new RowQueue(Duration.ofMillis(50), 10);

    assertThat(
            queue.<Boolean, RuntimeException>take(
                List.of(ANN),
                () -> {
                  take(queue, ANN);
                  return true;
                }))
        .isTrue();
    assertThat(queue.size()).isZero();
  }

  @Test
  void aStallFailsAllWaitingThreadsAtOnce() {
    RowQueue queue = new RowQueue(LONG, 10);
    CompletableFuture<Void> holder =
        hold(queue, ANN, new ConnectionException(new SQLException("frozen")));
    List<CompletableFuture<Void>> line = IntStream.range(0, 5).mapToObj(n -> queue(queue)).toList();
    await().until(() -> queue.lengthOf(ANN) == 6);
    done.countDown();

    assertThatThrownBy(holder::join).hasRootCauseMessage("frozen");
    assertThat(line)
        .allSatisfy(
            each ->
                assertThatThrownBy(each::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Failure.class));
    take(queue, ANN);
  }

  @Test
  void aFailureDoesNotAffectTheNextThread() {
    RowQueue queue = new RowQueue(LONG, 10);
    CompletableFuture<Void> holder = hold(queue, ANN, Failure.notFound());
    CompletableFuture<Void> next = queue(queue);
    await().until(() -> queue.lengthOf(ANN) == 2);
    done.countDown();

    assertThatThrownBy(holder::join).hasCauseInstanceOf(Failure.class);
    next.join();
  }

  @Test
  void unwantedRowsTakeNoMemory() {
    RowQueue queue = new RowQueue(Duration.ofMillis(1), 2);
    CompletableFuture<Void> holder = hold(queue, ANN);
    assertTurnedAway(() -> take(queue, ANN, BOB));
    done.countDown();
    holder.join();

    assertThat(queue.size()).isZero();
  }

  private static void take(RowQueue queue, ContendedRow... rows) {
    queue.<Boolean, RuntimeException>take(List.of(rows), () -> true);
  }

  private CompletableFuture<Void> queue(RowQueue queue) {
    return CompletableFuture.runAsync(() -> take(queue, ANN), threads);
  }

  private CompletableFuture<Void> hold(RowQueue queue, ContendedRow row) {
    return hold(queue, row, null);
  }

  /** Owns the row until {@link #done}, then fails if a failure is set. */
  private CompletableFuture<Void> hold(
      RowQueue queue, ContendedRow row, @Nullable RuntimeException failure) {
    CountDownLatch in = new CountDownLatch(1);
    CompletableFuture<Void> holder =
        CompletableFuture.runAsync(
            () ->
                queue.<Boolean, RuntimeException>take(
                    List.of(row),
                    () -> {
                      in.countDown();
                      waitFor(done);
                      if (failure != null) {
                        throw failure;
                      }
                      return true;
                    }),
            threads);
    waitFor(in);
    return holder;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTurnedAway(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE);
              assertThat(refused.retryAfter()).isPositive();
            });
  }
}

package dev.gatehouse.platform.database;

import static dev.gatehouse.testing.Patience.await;
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

class TurnsTest {
  private static final Row ANN = Row.of("app_user", 1);
  private static final Row BOB = Row.of("app_user", 2);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void anotherRowIsFreeWhileOneIsTaken() {
    Turns turns = new Turns(LONG, 10);
    CompletableFuture<Void> holder = hold(turns, ANN);

    assertThat(turns.<Boolean, RuntimeException>take(List.of(BOB), () -> !holder.isDone()))
        .isTrue();
    done.countDown();
    holder.join();
  }

  @Test
  void whoeverWaitsTooLongIsTurnedAway() {
    Turns turns = new Turns(Duration.ofMillis(50), 10);
    CompletableFuture<Void> holder = hold(turns, ANN);

    assertTurnedAway(() -> take(turns, BOB, ANN));
    done.countDown();
    holder.join();
    take(turns, BOB, ANN);
  }

  @Test
  void aLineThatIsTooLongTurnsTheNextOneAwayAtOnce() {
    Turns turns = new Turns(LONG, 2);
    CompletableFuture<Void> holder = hold(turns, ANN);
    CompletableFuture<Void> second = queue(turns);
    await().until(() -> turns.lengthOf(ANN) == 2);

    assertTurnedAway(() -> take(turns, ANN));
    done.countDown();
    holder.join();
    second.join();
  }

  @Test
  void rowsNamedInAnyOrderAreTakenWithoutADeadlock() {
    Turns turns = new Turns(LONG, 100);

    List<CompletableFuture<Void>> all =
        IntStream.range(0, 100)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> take(turns, n % 2 == 0 ? ANN : BOB, n % 2 == 0 ? BOB : ANN), threads))
            .toList();

    all.forEach(CompletableFuture::join);
  }

  @Test
  void whoeverHasATurnMayTakeItAgain() {
    Turns turns = new Turns(Duration.ofMillis(50), 10);

    assertThat(
            turns.<Boolean, RuntimeException>take(
                List.of(ANN),
                () -> {
                  take(turns, ANN);
                  return true;
                }))
        .isTrue();
    assertThat(turns.size()).isZero();
  }

  @Test
  void thoseBehindOneWhoGotNowhereNeedNotFindThatOutOneAfterTheOther() {
    Turns turns = new Turns(LONG, 10);
    CompletableFuture<Void> holder =
        hold(turns, ANN, new ConnectionException(new SQLException("frozen")));
    List<CompletableFuture<Void>> line = IntStream.range(0, 5).mapToObj(n -> queue(turns)).toList();
    await().until(() -> turns.lengthOf(ANN) == 6);
    done.countDown();

    assertThatThrownBy(holder::join).hasRootCauseMessage("frozen");
    assertThat(line)
        .allSatisfy(
            each ->
                assertThatThrownBy(each::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Failure.class));
    take(turns, ANN);
  }

  @Test
  void aRefusalOfOneIsNoneOfTheNext() {
    Turns turns = new Turns(LONG, 10);
    CompletableFuture<Void> holder = hold(turns, ANN, Failure.notFound());
    CompletableFuture<Void> next = queue(turns);
    await().until(() -> turns.lengthOf(ANN) == 2);
    done.countDown();

    assertThatThrownBy(holder::join).hasCauseInstanceOf(Failure.class);
    next.join();
  }

  @Test
  void nothingIsKeptOfRowsThatNobodyWants() {
    Turns turns = new Turns(Duration.ofMillis(1), 2);
    CompletableFuture<Void> holder = hold(turns, ANN);
    assertTurnedAway(() -> take(turns, ANN, BOB));
    done.countDown();
    holder.join();

    assertThat(turns.size()).isZero();
  }

  private static void take(Turns turns, Row... rows) {
    turns.<Boolean, RuntimeException>take(List.of(rows), () -> true);
  }

  private CompletableFuture<Void> queue(Turns turns) {
    return CompletableFuture.runAsync(() -> take(turns, ANN), threads);
  }

  private CompletableFuture<Void> hold(Turns turns, Row row) {
    return hold(turns, row, null);
  }

  /** Has the turn until {@link #done}; then fails if there is something to fail with. */
  private CompletableFuture<Void> hold(Turns turns, Row row, @Nullable RuntimeException failure) {
    CountDownLatch in = new CountDownLatch(1);
    CompletableFuture<Void> holder =
        CompletableFuture.runAsync(
            () ->
                turns.<Boolean, RuntimeException>take(
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

package dev.gatehouse.ratelimit;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedSemaphoreTest {
  private static final int MANY = 10;

  private final KeyedSemaphore semaphore = new KeyedSemaphore(1, Duration.ofMillis(50), MANY);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch in = new CountDownLatch(1);
  private final CountDownLatch out = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void whoWaitsTooLongForAnotherOfTheSameSubjectIsTurnedAway() throws Exception {
    CompletableFuture<Boolean> first = hold(semaphore, () -> true);

    assertTurnedAway(() -> pass(semaphore, "ann"));
    assertThat(pass(semaphore, "bob")).isTrue();

    out.countDown();
    assertThat(first.get()).isTrue();
    assertThat(pass(semaphore, "ann")).isTrue();
  }

  @Test
  void whoWaitsTooLongIsToldTheBetterReasonToRefuse() throws Exception {
    CompletableFuture<Boolean> first = hold(semaphore, () -> true);
    Runnable full =
        () -> {
          throw Failure.of(CommonCode.TOO_MANY_REQUESTS);
        };

    assertThatThrownBy(() -> semaphore.run("ann", full, () -> true))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> assertThat(refused.code()).isEqualTo(CommonCode.TOO_MANY_REQUESTS));

    out.countDown();
    first.get();
  }

  @Test
  void aLineThatIsTooLongTurnsTheNextOneAwayAtOnce() throws Exception {
    KeyedSemaphore patient = new KeyedSemaphore(1, Duration.ofMinutes(1), 1);
    CompletableFuture<Boolean> first = hold(patient, () -> true);
    CompletableFuture<Boolean> second =
        CompletableFuture.supplyAsync(() -> pass(patient, "ann"), threads);
    await().until(() -> patient.queueLength("ann") == 1);

    assertTurnedAway(() -> pass(patient, "ann"));

    out.countDown();
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
  }

  @Test
  void thoseBehindOneWithWhomTheDatabaseGotStuckAreTurnedAwayWithIt() throws Exception {
    KeyedSemaphore patient = new KeyedSemaphore(1, Duration.ofMinutes(1), MANY);
    CompletableFuture<Boolean> first =
        hold(
            patient,
            () -> {
              throw new ConnectionException(new SQLException("frozen"));
            });
    AtomicInteger entered = new AtomicInteger();
    List<CompletableFuture<Boolean>> line =
        IntStream.range(0, MANY)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> patient.run("ann", () -> {}, () -> entered.incrementAndGet() > 0),
                        threads))
            .toList();
    await().until(() -> patient.queueLength("ann") == MANY);

    out.countDown();

    assertThatThrownBy(first::join).hasRootCauseMessage("frozen");
    assertThat(line)
        .allSatisfy(each -> assertThatThrownBy(each::join).hasCauseInstanceOf(Failure.class));
    assertThat(entered).hasValue(0);
    assertThat(pass(patient, "ann")).isTrue();
  }

  @Test
  void failureReleasesThePermit() {
    assertThatThrownBy(
            () ->
                semaphore.run(
                    "ann",
                    () -> {},
                    () -> {
                      throw new IllegalStateException("inside");
                    }))
        .hasMessage("inside");

    assertThat(pass(semaphore, "ann")).isTrue();
  }

  private static boolean pass(KeyedSemaphore semaphore, String subject) {
    return semaphore.run(subject, () -> {}, () -> true);
  }

  /** Stands in the gate until {@link #out}, then does the work. */
  private CompletableFuture<Boolean> hold(KeyedSemaphore semaphore, BooleanSupplier work)
      throws InterruptedException {
    CompletableFuture<Boolean> holder =
        CompletableFuture.supplyAsync(
            () ->
                semaphore.run(
                    "ann",
                    () -> {},
                    () -> {
                      in.countDown();
                      waitFor(out);
                      return work.getAsBoolean();
                    }),
            threads);
    in.await();
    return holder;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTurnedAway(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, refused -> assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE));
  }
}

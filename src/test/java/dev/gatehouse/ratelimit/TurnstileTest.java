package dev.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile turnstile = new Turnstile(1, Duration.ofMillis(50));

  @Test
  void whoWaitsTooLongForAnotherOfTheSameSubjectIsTurnedAway() throws Exception {
    CountDownLatch in = new CountDownLatch(1);
    CountDownLatch out = new CountDownLatch(1);
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(
            () ->
                turnstile.pass(
                    "ann",
                    () -> {
                      in.countDown();
                      return wait(out);
                    }));
    in.await();

    assertThatThrownBy(() -> turnstile.pass("ann", () -> true))
        .isInstanceOfSatisfying(
            Failure.class, refused -> assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE));
    assertThat(turnstile.pass("bob", () -> true)).isTrue();

    out.countDown();
    assertThat(first.get()).isTrue();
    assertThat(turnstile.pass("ann", () -> true)).isTrue();
  }

  @Test
  void whoeverFailsInsideLeavesItToTheNext() {
    assertThatThrownBy(
            () ->
                turnstile.pass(
                    "ann",
                    () -> {
                      throw new IllegalStateException("inside");
                    }))
        .hasMessage("inside");

    assertThat(turnstile.pass("ann", () -> true)).isTrue();
  }

  private static boolean wait(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.gatehouse.jobs;

import static dev.gatehouse.testing.Await.await;

import dev.gatehouse.platform.RecurringTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringSchedulerTest {
  @Test
  void workGoesOnAfterWhateverItThrows() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    RecurringScheduler recurring =
        new RecurringScheduler(
            () -> List.of(new RecurringTask("a.b", Duration.ofMillis(1), () -> fail(runs))),
            failure -> false);

    recurring.start();

    await().until(() -> runs.get() > 3);
    recurring.stop();
  }

  private static void fail(AtomicInteger runs) {
    switch (runs.incrementAndGet()) {
      case 1 -> throw new AssertionError("an error");
      case 2 -> throw new StackOverflowError();
      case 3 -> throw new IllegalStateException("an exception");
      default -> {
        // it works again
      }
    }
  }
}

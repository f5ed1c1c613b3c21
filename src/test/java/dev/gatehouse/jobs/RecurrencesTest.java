package dev.gatehouse.jobs;

import static dev.gatehouse.testing.Patience.await;

import dev.gatehouse.platform.Recurring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurrencesTest {
  @Test
  void workGoesOnAfterWhateverItThrows() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    Recurrences recurrences =
        new Recurrences(
            () -> List.of(new Recurring("a.b", Duration.ofMillis(1), () -> fail(runs))),
            failure -> false);

    recurrences.start();

    await().until(() -> runs.get() > 3);
    recurrences.stop();
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

package dev.gatehouse.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
  @Test
  void itIsFoundHoweverDeepItIsWrapped() {
    Throwable cause = new IllegalArgumentException();
    Throwable suppressed = new IllegalStateException(cause);
    cause.addSuppressed(new ExecutionException(new OutOfMemoryError()));

    assertThat(OutOfMemory.isIn(new OutOfMemoryError(), 0)).isTrue();
    assertThat(OutOfMemory.isIn(new RuntimeException(new OutOfMemoryError()), 0)).isTrue();
    assertThat(OutOfMemory.isIn(suppressed, 0)).isTrue();
  }

  @Test
  void otherErrorsAreNotOutOfMemory() {
    Throwable first = new IllegalStateException();
    Throwable circle = new IllegalStateException(first);
    first.initCause(circle);

    assertThat(OutOfMemory.isIn(circle, 0)).isFalse();
    assertThat(OutOfMemory.isIn(new StackOverflowError(), 0)).isFalse();
    assertThat(OutOfMemory.isIn(null, 0)).isFalse();
  }
}

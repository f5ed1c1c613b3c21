package dev.gatehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final RandomGenerator TAKES_NOTHING_OFF = () -> 0;

  @Test
  void theWaitDoublesUpToTheLongest() {
    Backoff backoff = seconds(1, 60, TAKES_NOTHING_OFF);

    assertThat(IntStream.rangeClosed(1, 8).mapToObj(backoff::after).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(backoff.after(100_000)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void upToAHalfIsTakenOffAtRandom() {
    Backoff backoff = seconds(10, 60, new Random(7));

    List<Duration> waits = IntStream.range(0, 500).mapToObj(i -> backoff.after(1)).toList();

    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    assertThat(waits).anySatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(6)));
    assertThat(waits).anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(9)));
  }

  @Test
  void theLongestWaitThatCanBeConfiguredDoesNotOverflow() {
    Backoff backoff = seconds(3600, 86_400, TAKES_NOTHING_OFF);

    assertThat(backoff.after(31)).isEqualTo(Duration.ofDays(1));
  }

  private static Backoff seconds(int first, int longest, RandomGenerator random) {
    return new Backoff(Duration.ofSeconds(first), Duration.ofSeconds(longest), random);
  }
}

package dev.gatehouse.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final Duration LONG_ENOUGH = Supervisor.MIN_UPTIME;

  private final Fragile server = new Fragile();
  private final Supervisor supervisor =
      new Supervisor(server, Path.of("data/postgres.log"), () -> server.now);

  /** A server that dies on request, with a clock that advances only between checks. */
  private static final class Fragile implements Supervisor.Server {
    private final List<Long> startedAt = new ArrayList<>();
    private long now = -5;
    private boolean isUp = true;
    private boolean startsAtAll = true;
    private Duration startTakes = Duration.ZERO;

    @Override
    public boolean runs() {
      return isUp;
    }

    @Override
    public void start() {
      startedAt.add(now);
      now += startTakes.toNanos();
      if (!startsAtAll) {
        throw new OperatorException("no space left");
      }
      isUp = true;
    }

    /** Whole seconds between one start and the next. */
    List<Long> pauses() {
      List<Long> pauses = new ArrayList<>();
      for (int i = 1; i < startedAt.size(); i++) {
        pauses.add(Duration.ofNanos(startedAt.get(i) - startedAt.get(i - 1)).toSeconds());
      }
      return pauses;
    }
  }

  @Test
  void aRunningServerIsLeftAlone() {
    lookFor(Duration.ofHours(1));

    assertThat(server.startedAt).isEmpty();
  }

  @Test
  void aServerThatStayedUpIsRestartedAtOnceAnyNumberOfTimes() {
    for (int i = 0; i < 3 * Supervisor.MAX_STARTS; i++) {
      server.isUp = false;
      long died = server.now;
      supervisor.check();
      assertThat(server.startedAt).hasSize(i + 1).last().isEqualTo(died);
      lookFor(LONG_ENOUGH.plusSeconds(1));
    }

    assertThat(supervisor.hasGivenUp()).isFalse();
  }

  @Test
  void itGivesUpWithTheReasonAfterFiveFailedStartsAndDoublingPauses() {
    server.isUp = false;
    server.startsAtAll = false;

    lookFor(Duration.ofMinutes(1));

    assertThat(server.startedAt).hasSize(5);
    assertThat(server.pauses()).containsExactly(1L, 2L, 4L, 8L);
    assertThat(supervisor.hasGivenUp()).isTrue();
    assertThat(supervisor.reason()).contains("5 starts", "no space left");
  }

  @Test
  void aServerThatDiesRightAfterItsStartCountsAsAFailedStart() {
    for (int i = 0; i < 100 && !supervisor.hasGivenUp(); i++) {
      server.isUp = false;
      lookFor(Duration.ofMillis(100));
    }

    assertThat(server.startedAt).hasSize(5);
    assertThat(supervisor.hasGivenUp()).isTrue();
    assertThat(supervisor.reason())
        .contains("5 starts", "died right after its start", "data/postgres.log");
  }

  @Test
  void theDurationOfAStartDoesNotCountAsUptime() {
    server.startTakes = LONG_ENOUGH.multipliedBy(2);
    for (int i = 0; i < 100 && !supervisor.hasGivenUp(); i++) {
      server.isUp = false;
      lookFor(Duration.ofMillis(100));
      // a check sees it running before it dies again
      supervisor.check();
    }

    assertThat(server.startedAt).hasSize(5);
    assertThat(supervisor.hasGivenUp()).isTrue();
  }

  @Test
  void aStartThatLastsResetsTheCount() {
    server.isUp = false;
    server.startsAtAll = false;
    lookFor(Duration.ofSeconds(8));
    assertThat(server.startedAt).hasSize(4);
    server.startsAtAll = true;
    lookFor(Duration.ofSeconds(8).plus(LONG_ENOUGH));
    assertThat(server.startedAt).hasSize(5);

    server.isUp = false;
    server.startsAtAll = false;
    lookFor(Duration.ofSeconds(8));

    assertThat(server.startedAt).hasSize(9);
    assertThat(supervisor.hasGivenUp()).isFalse();
  }

  /** Checks as its owner does, until the time has passed. */
  private void lookFor(Duration time) {
    long end = server.now + time.toNanos();
    while (server.now < end && !supervisor.hasGivenUp()) {
      Duration pause = supervisor.check();
      server.now += pause.toNanos();
    }
  }
}

package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClockCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(ClockCheck.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void aClockThatIsFiveSecondsOffIsTolerated() {
    compare(Duration.ofSeconds(5), Duration.ZERO);
    compare(Duration.ofSeconds(-5), Duration.ZERO);

    assertThat(log.list).isEmpty();
  }

  @Test
  void aClockThatIsFurtherOffIsAWarningEachTimeThatSaysWhichWay() {
    compare(Duration.ofMillis(5_100), Duration.ZERO);
    compare(Duration.ofSeconds(-90), Duration.ofSeconds(2));

    assertThat(messages())
        .satisfiesExactly(
            first -> assertThat(first).contains("5.1 s ahead of"),
            second -> assertThat(second).contains("90.0 s behind"));
  }

  @Test
  void anAnswerThatTookItsTimeIsNoReasonToWarn() {
    compare(Duration.ofSeconds(6), Duration.ofSeconds(4));

    assertThat(log.list).isEmpty();
  }

  /** The database looks at its clock in the middle of the time that its answer takes. */
  private static void compare(Duration ahead, Duration trip) {
    SettableClock clock = new SettableClock(NOW.plus(ahead));
    new ClockCheck(
            () -> {
              clock.advance(trip);
              return NOW.plus(trip.dividedBy(2));
            },
            clock)
        .compare();
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}

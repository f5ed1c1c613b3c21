package dev.gatehouse.operations;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares this node's clock with the database's, which all nodes share. Thread-safe. */
public final class ClockCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);
  private static final Duration TOLERATED = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final ClockDao dao;
  private final Clock clock;
  private volatile @Nullable Duration offset;

  /**
   * A comparison.
   *
   * @param ahead how far this clock is ahead of the database's
   * @param margin how far that may be off, as the answer took its time
   */
  public record Offset(Duration ahead, Duration margin) {
    /** Whether it is more than the service tolerates. */
    public boolean isTooLarge() {
      return ahead.abs().compareTo(TOLERATED.plus(margin)) > 0;
    }

    /** The difference in words. */
    public String inWords() {
      return String.format(
          Locale.ROOT,
          "%.1f s %s the database's",
          Math.abs(seconds(ahead)),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }

  ClockCheck(ClockDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** A check against the clock of that database. */
  public static ClockCheck on(Database database, Clock clock) {
    return new ClockCheck(database.dao(ClockDao.class), clock);
  }

  /** Asks the database for its time. */
  public Offset measure() {
    Instant asked = clock.instant();
    Instant there = dao.now();
    // The database read its clock at some point during the round trip.
    Duration margin = Duration.between(asked, clock.instant()).dividedBy(2).abs();
    return new Offset(Duration.between(there, asked.plus(margin)), margin);
  }

  /** Measures the difference and warns if it is too large. */
  void compare() {
    Offset measured = measure();
    offset = measured.ahead();
    if (measured.isTooLarge()) {
      LOG.atWarn()
          .addKeyValue("offset_seconds", seconds(measured.ahead()))
          .log(
              "The clock of this node is {}. Synchronize it (NTP): tokens, limits and jobs depend"
                  + " on it.",
              measured.inWords());
    }
  }

  /** Shows nothing before the first comparison. */
  void addTo(Metrics metrics) {
    metrics.gauges(
        "gatehouse_clock_offset_seconds",
        "How far this node's clock is ahead of the database's",
        List.of(),
        this::gauge);
  }

  private Map<List<String>, Double> gauge() {
    Duration measured = offset;
    return measured == null ? Map.of() : Map.of(List.of(), seconds(measured));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}

package dev.gatehouse.operations;

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
final class ClockCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);
  private static final Duration TOLERATED = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final ClockDao dao;
  private final Clock clock;
  private volatile @Nullable Duration offset;

  ClockCheck(ClockDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** Measures the difference and warns if it is too large. */
  void compare() {
    Instant asked = clock.instant();
    Instant there = dao.now();
    // The database read its clock at some point during the round trip.
    Duration margin = Duration.between(asked, clock.instant()).dividedBy(2).abs();
    Duration measured = Duration.between(there, asked.plus(margin));
    offset = measured;
    if (measured.abs().compareTo(TOLERATED.plus(margin)) > 0) {
      LOG.atWarn()
          .addKeyValue("offset_seconds", seconds(measured))
          .log(
              "The clock of this node is {} s {} the database's. Synchronize it (NTP): tokens,"
                  + " limits and jobs depend on it.",
              String.format(Locale.ROOT, "%.1f", Math.abs(seconds(measured))),
              measured.isNegative() ? "behind" : "ahead of");
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

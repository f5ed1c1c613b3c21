package dev.gatehouse.jobs;

import static java.util.stream.Collectors.toMap;

import dev.gatehouse.platform.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Metrics: the number of jobs, and how long the oldest due job has waited. */
final class JobGauges {
  private static final double NANOS = 1e9;

  /** Per type and state, because a scrape must not read a table of millions. */
  private static final int MOST_COUNTED = 10_000;

  private final JobDao dao;
  private final Clock clock;

  JobGauges(JobDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  void addTo(Metrics metrics) {
    metrics.gauges(
        "gatehouse_jobs",
        "Jobs, counted up to " + MOST_COUNTED,
        List.of("type", "state"),
        this::counts);
    metrics.gauges(
        "gatehouse_job_oldest_due_seconds",
        "How long the oldest due job has been waiting",
        List.of(),
        this::oldestDue);
  }

  /** Empty while the database is unavailable, so that the other metrics are still served. */
  private Map<List<String>, Double> counts() {
    try {
      return dao.count(MOST_COUNTED).stream()
          .filter(count -> count.jobs() > 0)
          .collect(
              toMap(count -> List.of(count.type(), count.state()), count -> (double) count.jobs()));
    } catch (RuntimeException e) {
      return Map.of();
    }
  }

  private Map<List<String>, Double> oldestDue() {
    try {
      Instant now = clock.instant();
      return Map.of(
          List.of(),
          dao.findOldestDue(now)
              .map(due -> Duration.between(due, now).toNanos() / NANOS)
              .orElse(0.0));
    } catch (RuntimeException e) {
      return Map.of();
    }
  }
}

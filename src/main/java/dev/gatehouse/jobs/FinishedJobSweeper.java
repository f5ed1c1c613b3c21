package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Deletes finished jobs after their retention. */
final class FinishedJobSweeper {
  private final JobDao dao;
  private final Supplier<List<JobHandler<?>>> handlers;
  private final Duration keep;
  private final Clock clock;

  /**
   * Creates a sweeper.
   *
   * @param handlers asked at each sweep; a type may have a shorter retention
   */
  FinishedJobSweeper(
      JobDao dao, Supplier<List<JobHandler<?>>> handlers, Duration keep, Clock clock) {
    this.dao = dao;
    this.handlers = handlers;
    this.keep = keep;
    this.clock = clock;
  }

  void sweep() {
    Instant now = clock.instant();
    for (JobHandler<?> handler : handlers.get()) {
      Duration retention = handler.retention(keep);
      if (retention.compareTo(keep) < 0) {
        sweepSucceeded(handler.type().name(), now.minus(retention));
      }
    }
    while (dao.deleteFinished(now.minus(keep)) > 0) {
      // until nothing is left
    }
  }

  private void sweepSucceeded(String type, Instant before) {
    while (dao.deleteSucceeded(type, before) > 0) {
      // until nothing is left
    }
  }
}

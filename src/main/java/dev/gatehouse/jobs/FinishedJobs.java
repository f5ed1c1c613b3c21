package dev.gatehouse.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sweeps jobs that finished long ago. */
final class FinishedJobs {
  private final JobDao dao;
  private final Duration keep;
  private final Clock clock;

  FinishedJobs(JobDao dao, Duration keep, Clock clock) {
    this.dao = dao;
    this.keep = keep;
    this.clock = clock;
  }

  void sweep() {
    Instant before = clock.instant().minus(keep);
    while (dao.deleteFinished(before) > 0) {
      // until nothing is left
    }
  }
}

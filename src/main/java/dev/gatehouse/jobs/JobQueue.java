package dev.gatehouse.jobs;

import java.time.Clock;

/** Takes jobs in. Thread-safe. */
public final class JobQueue {
  private final JobDao dao;
  private final Clock clock;

  JobQueue(JobDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /**
   * Enqueues a job that is due now. It joins the caller's transaction: if that is rolled back, the
   * job never was.
   *
   * @return the job's id
   */
  public <T extends Record> long enqueue(JobType<T> type, T payload) {
    return dao.insert(type.name(), JobJson.print(payload), clock.instant());
  }
}

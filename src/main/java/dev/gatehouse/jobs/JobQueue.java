package dev.gatehouse.jobs;

import dev.gatehouse.platform.database.Transactions;
import java.time.Clock;

/** Takes jobs in. Thread-safe. */
public final class JobQueue {
  private final JobDao dao;
  private final Transactions transactions;
  private final Runnable wake;
  private final Clock clock;

  /**
   * A queue.
   *
   * @param wake has this node look for due jobs
   */
  JobQueue(JobDao dao, Transactions transactions, Runnable wake, Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.wake = wake;
    this.clock = clock;
  }

  /**
   * Enqueues a job that is due now. It joins the caller's transaction: if that is rolled back, the
   * job never was.
   *
   * @return the job's id
   */
  public <T extends Record> long enqueue(JobType<T> type, T payload) {
    long id = dao.insert(type.name(), JobJson.write(payload), clock.instant());
    transactions.afterCommit(wake);
    return id;
  }
}

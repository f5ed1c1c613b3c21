package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Enqueues jobs. Thread-safe. */
public final class JobQueue {
  private final JobDao dao;
  private final Transactions transactions;
  private final Runnable wake;
  private final Clock clock;

  /**
   * Creates a queue.
   *
   * @param wake makes this node look for due jobs
   */
  JobQueue(JobDao dao, Transactions transactions, Runnable wake, Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.wake = wake;
    this.clock = clock;
  }

  /**
   * Enqueues a job that is due now. Joins the caller's transaction.
   *
   * @return the job's id
   */
  public <T extends Record> long enqueue(JobType<T> type, T payload) {
    return enqueueFor(null, type, payload);
  }

  /** As above, for a job that the user behind the request may read and cancel. */
  public <T extends Record> long enqueue(JobType<T> type, T payload, RequestOrigin origin) {
    return enqueueFor(origin.actorId(), type, payload);
  }

  private <T extends Record> long enqueueFor(
      @Nullable Long requestedBy, JobType<T> type, T payload) {
    long id = dao.insert(type.name(), JobJson.write(payload), requestedBy, clock.instant());
    transactions.afterCommit(wake);
    return id;
  }
}

package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Enqueues jobs. Thread-safe. */
public final class JobQueue {
  private final JobDao dao;
  private final Transactions transactions;
  private final Predicate<String> hasHandler;
  private final Runnable wake;
  private final Clock clock;

  /**
   * Creates a queue.
   *
   * @param hasHandler whether a feature handles jobs of the type of that name
   * @param wake makes this node look for due jobs
   */
  JobQueue(
      JobDao dao,
      Transactions transactions,
      Predicate<String> hasHandler,
      Runnable wake,
      Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.hasHandler = hasHandler;
    this.wake = wake;
    this.clock = clock;
  }

  /**
   * Enqueues a job that is due now. Joins the caller's transaction.
   *
   * @return the job's id
   * @throws IllegalStateException if no feature handles the type, so that the job would never run
   */
  public <T extends Record> long enqueue(JobType<T> type, T payload) {
    return enqueueFor(null, type, payload);
  }

  /** As above, for a job that the caller may read and cancel. */
  public <T extends Record> long enqueue(JobType<T> type, T payload, RequestOrigin origin) {
    return enqueueFor(origin.actor(), type, payload);
  }

  private <T extends Record> long enqueueFor(
      @Nullable Actor requester, JobType<T> type, T payload) {
    if (!hasHandler.test(type.name())) {
      throw new IllegalStateException(
          "No feature handles jobs of type %s: return its handler from jobHandlers() of the module"
              .formatted(type.name()));
    }
    Optional<Actor> actor = Optional.ofNullable(requester);
    long id =
        dao.insert(
            type.name(),
            JobJson.write(payload),
            actor.flatMap(Actor::personId).orElse(null),
            actor.flatMap(Actor::serviceAccountId).orElse(null),
            clock.instant());
    transactions.afterCommit(wake);
    return id;
  }
}

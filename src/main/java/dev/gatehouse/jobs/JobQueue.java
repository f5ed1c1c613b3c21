package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
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
    return enqueueFor(null, type, payload, Long.MAX_VALUE);
  }

  /**
   * As above, for a payload with encrypted parts.
   *
   * @param epoch of the key, which must not have been replaced
   */
  public <T extends Record> long enqueueEncrypted(JobType<T> type, T payload, long epoch) {
    return enqueueFor(null, type, payload, epoch);
  }

  /** As above, for a job that the caller may read and cancel. */
  public <T extends Record> long enqueue(JobType<T> type, T payload, RequestOrigin origin) {
    return enqueueFor(origin.actor(), type, payload, Long.MAX_VALUE);
  }

  /** The id of the newest job. */
  public long newest() {
    return dao.newest();
  }

  /**
   * Replaces payloads of jobs of a type, with such ids, whatever their state. Joins the caller's
   * transaction.
   *
   * @param replacement empty if a payload stays
   * @return how many were replaced
   */
  public <T extends Record> int replace(
      JobType<T> type, long after, long last, Function<T, Optional<T>> replacement) {
    int replaced = 0;
    for (JobPayload job : dao.lockPayloads(type.name(), after, last)) {
      Optional<T> successor = replacement.apply(JobJson.read(job.payload(), type.payload()));
      successor.ifPresent(payload -> dao.replacePayload(job.id(), JobJson.write(payload)));
      replaced += successor.isPresent() ? 1 : 0;
    }
    return replaced;
  }

  private <T extends Record> long enqueueFor(
      @Nullable Actor requester, JobType<T> type, T payload, long epoch) {
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
            epoch,
            actor.flatMap(Actor::personId).orElse(null),
            actor.flatMap(Actor::serviceAccountId).orElse(null),
            clock.instant());
    transactions.afterCommit(wake);
    return id;
  }
}

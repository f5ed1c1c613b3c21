package dev.gatehouse.jobs;

import static dev.gatehouse.jobs.AttemptResult.Outcome.CANCELLED;
import static dev.gatehouse.jobs.AttemptResult.Outcome.FAILED;
import static dev.gatehouse.jobs.AttemptResult.Outcome.GIVEN_BACK;
import static dev.gatehouse.jobs.AttemptResult.Outcome.RETRIED;
import static dev.gatehouse.jobs.AttemptResult.Outcome.SUCCEEDED;

import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.RetryableJobException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.Outage;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.logging.OutOfMemory;
import dev.gatehouse.platform.problems.SafeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes one attempt at a job and writes its result. Thread-safe. */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int LONGEST_ERROR = 500;

  /** Enough to outlast the lease while the database is unavailable. */
  private static final int WRITES = 20;

  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  private final Leases leases;
  private final JobDao dao;
  private final Transactions transactions;
  private final Outage outage;
  private final Backoff backoff;
  private final int usualAttempts;
  private final Clock clock;
  private volatile boolean stopping;

  JobRunner(
      Leases leases,
      JobDao dao,
      Database database,
      Backoff backoff,
      int usualAttempts,
      Clock clock) {
    this.leases = leases;
    this.dao = dao;
    this.transactions = database.transactions();
    this.outage = database.outage();
    this.backoff = backoff;
    this.usualAttempts = usualAttempts;
    this.clock = clock;
  }

  /** From now on, attempts that are interrupted go back to the queue. */
  void stop() {
    stopping = true;
  }

  /**
   * Runs a job that this node has picked. If the database is unavailable, the job is found later,
   * as if this node had died.
   */
  void run(JobHandler<?> handler, long id, long version) {
    String type = handler.type().name();
    try {
      leases.claim(type, id, version).ifPresent(lease -> write(lease, attempt(handler, lease)));
    } catch (Throwable e) {
      OutOfMemory.exitOn(e);
      LOG.atLevel(levelOf(e))
          .addKeyValue("job", id)
          .addKeyValue("type", type)
          .setCause(new RedactedException(e))
          .log("job_state_not_written");
    }
  }

  /** Reclaims a job from a node whose heartbeats stopped. */
  void reclaim(JobHandler<?> handler, long id, long version) {
    LOG.atWarn()
        .addKeyValue("job", id)
        .addKeyValue("type", handler.type().name())
        .log("job_taken_from_a_lost_node");
    leases.reclaim(handler.type().name(), id, version, handler.maxAttempts(usualAttempts));
  }

  private <T extends Record> @Nullable AttemptResult attempt(
      JobHandler<T> handler, Leases.Lease lease) {
    LeasedJobContext context =
        new LeasedJobContext(lease, handler.maxAttempts(usualAttempts), dao, transactions);
    try {
      T payload = JobJson.read(lease.claim().payload(), handler.type().payload());
      Object result = handler.run(payload, context);
      return new AttemptResult(
          context.isStopSeen() ? CANCELLED : SUCCEEDED,
          null,
          result == null ? null : JobJson.write(result),
          null);
    } catch (Throwable e) {
      OutOfMemory.exitOn(e);
      return resultOf(e, context, lease);
    } finally {
      // the result must not be written by an interrupted thread
      Thread.interrupted();
    }
  }

  private @Nullable AttemptResult resultOf(
      Throwable failure, LeasedJobContext context, Leases.Lease lease) {
    if (failure instanceof PermanentJobException permanent) {
      return failed(FAILED, permanent, lease);
    }
    if (stopping) {
      return AttemptResult.of(GIVEN_BACK);
    }
    if (failure instanceof LeaseLostException) {
      logLeaseLost(lease);
      return null;
    }
    if (context.isStopSeen()) {
      return failed(CANCELLED, failure, lease);
    }
    return failed(context.isLastAttempt() ? FAILED : RETRIED, failure, lease);
  }

  /** An outage of the database is logged elsewhere. */
  private Level levelOf(Throwable failure) {
    return outage.explains(failure) ? Level.DEBUG : Level.WARN;
  }

  private AttemptResult failed(
      AttemptResult.Outcome outcome, Throwable failure, Leases.Lease lease) {
    boolean expected =
        failure instanceof PermanentJobException || failure instanceof RetryableJobException;
    String error =
        SafeText.of(
            expected ? String.valueOf(failure.getMessage()) : failure.getClass().getSimpleName(),
            LONGEST_ERROR);
    // log the same retryable error only once
    boolean isNew = lease.claim().attempts() == 1 || !error.equals(lease.claim().lastError());
    Throwable unexpected = expected ? failure.getCause() : failure;
    if (unexpected != null || outcome != RETRIED || isNew) {
      LOG.atLevel(levelOf(failure))
          .addKeyValue("job", lease.id())
          .addKeyValue("type", lease.type())
          .addKeyValue("attempt", lease.claim().attempts())
          .addKeyValue("outcome", outcome.key())
          .addKeyValue("error", error)
          .setCause(unexpected == null ? null : new RedactedException(unexpected))
          .log("job_attempt_failed");
    }
    Duration wait =
        failure instanceof RetryableJobException retryable
            ? retryable.chosenWait().orElse(null)
            : null;
    return new AttemptResult(outcome, error, null, wait);
  }

  private static void logLeaseLost(Leases.Lease lease) {
    LOG.atWarn()
        .addKeyValue("job", lease.id())
        .addKeyValue("type", lease.type())
        .log("job_lease_lost");
  }

  private void write(Leases.Lease lease, @Nullable AttemptResult result) {
    if (result == null) {
      return;
    }
    Instant now = clock.instant();
    Instant runAt = result.outcome() == RETRIED ? now.plus(wait(lease, result)) : now;
    for (int left = WRITES; ; left--) {
      try {
        leases.end(lease, result, runAt);
        return;
      } catch (LeaseLostException e) {
        logLeaseLost(lease);
        return;
      } catch (RuntimeException e) {
        if (left == 0 || stopping || !DatabaseFailures.isUnavailable(e) || !pause()) {
          throw e;
        }
      }
    }
  }

  private Duration wait(Leases.Lease lease, AttemptResult result) {
    Duration chosen = result.chosenWait();
    return chosen == null ? backoff.after(lease.claim().attempts()) : backoff.chosen(chosen);
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_WRITES.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

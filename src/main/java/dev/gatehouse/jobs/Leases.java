package dev.gatehouse.jobs;

import static dev.gatehouse.jobs.AttemptResult.Outcome.FAILED;
import static dev.gatehouse.jobs.AttemptResult.Outcome.GIVEN_BACK;
import static dev.gatehouse.jobs.AttemptResult.Outcome.LOST;

import dev.gatehouse.platform.database.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which node runs which job. Each attempt has its own lease, and writes only while it holds
 * it. Thread-safe.
 */
final class Leases {
  private static final String GONE = "The node that ran it went away";

  private final JobDao jobs;
  private final ScheduleDao schedule;
  private final Transactions transactions;
  private final Clock clock;
  private final String node;

  Leases(JobDao jobs, ScheduleDao schedule, Transactions transactions, Clock clock, String node) {
    this.jobs = jobs;
    this.schedule = schedule;
    this.transactions = transactions;
    this.clock = clock;
    this.node = node;
  }

  /** An attempt's claim to a job. */
  record Lease(String type, long id, UUID token, AttemptClaim claim) {}

  /**
   * Begins an attempt at a job that this node has picked.
   *
   * @param version version of the pick
   * @return empty if the pick is void because the node was suspended or the job cancelled
   */
  Optional<Lease> claim(String type, long id, long version) {
    return transactions.inTransaction(
        () ->
            jobs.findAndLock(id)
                .filter(job -> schedule.isPicked(type, id, version))
                .map(
                    job -> {
                      UUID token = UUID.randomUUID();
                      AttemptClaim claim = jobs.claim(id, token, node, clock.instant());
                      return new Lease(type, id, token, claim);
                    }));
  }

  /**
   * Writes the result of an attempt.
   *
   * @param runAt when the next attempt is due, if there is one
   * @throws LeaseLostException if this node no longer holds the job
   */
  void end(Lease lease, AttemptResult result, Instant runAt) {
    end(lease, node, result, runAt);
  }

  private void end(Lease lease, @Nullable String holder, AttemptResult result, Instant runAt) {
    AttemptClaim claim = lease.claim();
    String attempt =
        JobJson.write(
            new Attempt(
                claim.attempts(),
                holder,
                claim.startedAt(),
                clock.instant(),
                result.outcome().key(),
                result.error()));
    transactions.run(
        () -> {
          if (write(lease, result, attempt, runAt) == 0) {
            throw new LeaseLostException();
          }
        });
  }

  private int write(Lease lease, AttemptResult result, String attempt, Instant runAt) {
    int attempts = lease.claim().attempts();
    return switch (result.outcome()) {
      case SUCCEEDED, CANCELLED, FAILED -> finish(lease, result, attempt);
      case RETRIED, LOST -> runAgain(lease, attempts, result, attempt, runAt);
      case GIVEN_BACK -> runAgain(lease, attempts - 1, result, attempt, runAt);
    };
  }

  private int finish(Lease lease, AttemptResult result, String attempt) {
    int written =
        jobs.finish(
            lease.id(),
            lease.token(),
            result.outcome().key(),
            result.error(),
            result.result(),
            attempt,
            clock.instant());
    if (written == 1) {
      schedule.delete(lease.type(), lease.id());
    }
    return written;
  }

  private int runAgain(
      Lease lease, int attempts, AttemptResult result, String attempt, Instant runAt) {
    int written =
        jobs.runAgain(lease.id(), lease.token(), attempts, result.error(), attempt, runAt);
    if (written == 1) {
      schedule.runAgain(lease.type(), lease.id(), runAt);
    }
    return written;
  }

  /**
   * Reclaims a job from a node whose heartbeats stopped.
   *
   * @param version version of that node's pick
   * @param attempts the maximum, after which the job has failed
   */
  void reclaim(String type, long id, long version, int attempts) {
    transactions.run(
        () -> {
          Optional<Job> job = jobs.findAndLock(id);
          if (!schedule.isPicked(type, id, version)) {
            return;
          }
          if (job.isEmpty()) {
            schedule.delete(type, id);
            return;
          }
          if (job.get().lease() == null) {
            // picked but never begun
            schedule.runAgain(type, id, clock.instant());
            return;
          }
          boolean last = job.get().attempts() >= attempts;
          end(job.get(), AttemptResult.of(last ? FAILED : LOST, GONE));
        });
  }

  /** Gives back all jobs that this node still holds. */
  void giveBackAll() {
    transactions.run(
        () -> {
          jobs.listHeldBy(node).forEach(job -> end(job, AttemptResult.of(GIVEN_BACK)));
          schedule.unpick(node);
        });
  }

  private void end(Job job, AttemptResult result) {
    Instant startedAt = Objects.requireNonNull(job.startedAt());
    UUID token = Objects.requireNonNull(job.lease());
    AttemptClaim claim = new AttemptClaim("", job.attempts(), startedAt, job.lastError());
    end(new Lease(job.type(), job.id(), token, claim), job.node(), result, clock.instant());
  }
}

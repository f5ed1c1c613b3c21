package dev.gatehouse.jobs;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Operations on jobs for administrators. */
public final class JobService {
  private static final String TARGET = "job";

  private final JobDao jobs;
  private final ScheduleDao schedule;
  private final Predicate<String> isStoppable;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  /**
   * Creates the service.
   *
   * @param isStoppable whether running jobs of a type can be stopped
   */
  JobService(
      JobDao jobs,
      ScheduleDao schedule,
      Predicate<String> isStoppable,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.jobs = jobs;
    this.schedule = schedule;
    this.isStoppable = isStoppable;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Returns the job.
   *
   * @throws Failure {@code not_found}
   */
  public Job get(long id) {
    return jobs.find(id).orElseThrow(Failure::notFound);
  }

  /**
   * Runs a failed or cancelled job again, with a fresh set of attempts.
   *
   * @throws Failure {@code not_found}, {@code job_state}
   */
  public Job retry(RequestOrigin origin, long id) {
    return transactions.inTransaction(
        row(id),
        () -> {
          Job job = lock(id);
          switch (job.state()) {
            case FAILED, CANCELLED -> restart(job);
            case SCHEDULED, RUNNING, SUCCEEDED -> throw refused(job);
          }
          audit.record(origin, JobAction.JOB_RETRIED, AuditTarget.of(TARGET, id));
          return get(id);
        });
  }

  /**
   * Runs all failed jobs again.
   *
   * @param type only those of that type
   * @return how many
   */
  public int retryFailed(RequestOrigin origin, Optional<String> type) {
    int retried = 0;
    List<Long> failed = jobs.listFailed(type.orElse(null), 0);
    while (!failed.isEmpty()) {
      for (long id : failed) {
        retried += retryIfFailed(origin, id) ? 1 : 0;
      }
      failed = jobs.listFailed(type.orElse(null), failed.get(failed.size() - 1));
    }
    return retried;
  }

  /** The job may have been retried or deleted since it was listed. */
  private boolean retryIfFailed(RequestOrigin origin, long id) {
    return transactions.inTransaction(
        () -> {
          Optional<Job> failed = jobs.findAndLock(id).filter(job -> job.state() == JobState.FAILED);
          failed.ifPresent(
              job -> {
                restart(job);
                audit.record(origin, JobAction.JOB_RETRIED, AuditTarget.of(TARGET, id));
              });
          return failed.isPresent();
        });
  }

  /**
   * Cancels a scheduled job, or asks a running one to stop if its type is stoppable.
   *
   * @throws Failure {@code not_found}, {@code job_state}
   */
  public Job cancel(RequestOrigin origin, long id) {
    return transactions.inTransaction(
        row(id),
        () -> {
          Job job = lock(id);
          boolean changed =
              switch (job.state()) {
                case SCHEDULED -> cancelScheduled(job);
                case RUNNING -> stopRunning(job);
                case SUCCEEDED, FAILED, CANCELLED -> throw refused(job);
              };
          if (changed) {
            audit.record(origin, JobAction.JOB_CANCELLED, AuditTarget.of(TARGET, id));
          }
          return get(id);
        });
  }

  private void restart(Job job) {
    Instant now = clock.instant();
    jobs.restart(job.id(), now);
    schedule.insert(job.type(), job.id(), now);
  }

  private boolean cancelScheduled(Job job) {
    jobs.cancel(job.id(), clock.instant());
    schedule.delete(job.type(), job.id());
    return true;
  }

  private boolean stopRunning(Job job) {
    if (!isStoppable.test(job.type())) {
      throw refused(job);
    }
    return jobs.requestCancel(job.id()) == 1;
  }

  private static ContendedRow row(long id) {
    return ContendedRow.of("job", id);
  }

  private Job lock(long id) {
    return jobs.findAndLock(id).orElseThrow(Failure::notFound);
  }

  private static Failure refused(Job job) {
    return Failure.of(JobCode.JOB_STATE, "The job is " + job.state().key());
  }
}

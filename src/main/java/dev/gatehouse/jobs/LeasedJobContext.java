package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.database.Transactions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt on this node, fenced by its lease. */
final class LeasedJobContext implements JobContext {
  private final Leases.Lease lease;
  private final int attempts;
  private final JobDao dao;
  private final Transactions transactions;
  private boolean stopSeen;

  /**
   * Creates the context.
   *
   * @param attempts the maximum number of attempts
   */
  LeasedJobContext(Leases.Lease lease, int attempts, JobDao dao, Transactions transactions) {
    this.lease = lease;
    this.attempts = attempts;
    this.dao = dao;
    this.transactions = transactions;
  }

  @Override
  public long jobId() {
    return lease.id();
  }

  @Override
  public int attempt() {
    return lease.claim().attempts();
  }

  @Override
  public boolean isLastAttempt() {
    return attempt() >= attempts;
  }

  /** Checks the lease last, so that it can be taken away until then. */
  @Override
  public <R> R inTransaction(Supplier<R> work) {
    requireRunning();
    return transactions.inTransaction(
        () -> {
          dao.limitIdleTime();
          R result = work.get();
          if (dao.lockLease(lease.id(), lease.token()).isEmpty()) {
            throw new LeaseLostException();
          }
          return result;
        });
  }

  @Override
  public void run(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public void progress(long result, @Nullable Long total, long failed) {
    requireRunning();
    if (dao.progress(lease.id(), lease.token(), result, total, failed) == 0) {
      throw new LeaseLostException();
    }
  }

  @Override
  public boolean isCancelRequested() {
    requireRunning();
    boolean requested =
        dao.findCancelRequest(lease.id(), lease.token()).orElseThrow(LeaseLostException::new);
    stopSeen |= requested;
    return requested;
  }

  /** Whether the handler was told to stop. */
  boolean isStopSeen() {
    return stopSeen;
  }

  /** A stopping node interrupts its jobs, which go back to the queue. */
  private static void requireRunning() {
    if (Thread.currentThread().isInterrupted()) {
      throw new LeaseLostException();
    }
  }
}

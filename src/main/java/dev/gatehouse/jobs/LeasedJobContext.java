package dev.gatehouse.jobs;

import dev.gatehouse.platform.database.Transactions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt that this node makes. */
final class LeasedJobContext implements JobContext {
  private final Leases.Lease lease;
  private final int attempts;
  private final JobDao dao;
  private final Transactions transactions;
  private boolean stopSeen;

  /**
   * An attempt.
   *
   * @param attempts how many there may be
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

  /** The lease is looked at last: until then nobody is kept from taking it. */
  @Override
  public <R> R inTransaction(Supplier<R> work) {
    requireRunning();
    return transactions.inTransaction(
        () -> {
          dao.limitIdleTime();
          R done = work.get();
          if (dao.lockLease(lease.id(), lease.token()).isEmpty()) {
            throw new LeaseLostException();
          }
          return done;
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
  public void progress(long done, @Nullable Long total, long failed) {
    requireRunning();
    if (dao.progress(lease.id(), lease.token(), done, total, failed) == 0) {
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

  /** Whether the handler knows that it is to stop. */
  boolean isStopSeen() {
    return stopSeen;
  }

  /** A node that stops interrupts its jobs, which then go back to the queue. */
  private static void requireRunning() {
    if (Thread.currentThread().isInterrupted()) {
      throw new LeaseLostException();
    }
  }
}

package dev.gatehouse.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a job. Its writes are fenced: a node that was presumed dead and wakes up gets an
 * exception, and nothing it writes is committed.
 */
public interface JobContext {
  long jobId();

  /** The number of this attempt, from 1. */
  int attempt();

  /** Whether a failure of this attempt fails the job. */
  boolean isLastAttempt();

  /** Does work in a transaction that commits only while this node holds the job. */
  <R> R inTransaction(Supplier<R> work);

  /** {@link #inTransaction} for work without a result. */
  void run(Runnable work);

  /** Reports progress to administrators; joins the transaction of {@link #inTransaction}. */
  void progress(long done, @Nullable Long total, long failed);

  /**
   * Whether the job is to stop. The handler then returns what it has, and the job ends as
   * cancelled. Only for handlers that are {@link JobHandler#isStoppable() stoppable}.
   */
  boolean isCancelRequested();
}

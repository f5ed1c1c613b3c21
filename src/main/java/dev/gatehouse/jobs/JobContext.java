package dev.gatehouse.jobs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a job. Whatever it writes through here is fenced: a node that was taken for dead
 * and wakes up gets a {@link LeaseLostException}, and nothing of it stays.
 */
public interface JobContext {
  long jobId();

  /** The number of this attempt, from 1. */
  int attempt();

  /** Whether a fault now ends the job. */
  boolean isLastAttempt();

  /** An effect in the database: all or nothing, and only while this node holds the job. */
  <R> R inTransaction(Supplier<R> work);

  /** The same for work without a result. */
  void run(Runnable work);

  /** What administrators see of it; inside {@link #inTransaction} it belongs to that. */
  void progress(long done, @Nullable Long total, long failed);

  /**
   * Whether the job is to stop here; whoever is told so returns what there is, and the job ends
   * cancelled. Only for a handler that is {@link JobHandler#isStoppable() stoppable}.
   */
  boolean isCancelRequested();
}

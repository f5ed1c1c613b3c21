package dev.gatehouse.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does the jobs of one type, several at once. A job runs at least once: what is done outside the
 * database may be done again, what is done in {@link JobContext#inTransaction} is not.
 */
public interface JobHandler<T extends Record> {
  JobType<T> type();

  /**
   * Does one job.
   *
   * @return a record that becomes the job's result, or null
   * @throws PermanentJobException if it is no use to try again
   * @throws RetryableJobException if it may succeed later
   * @throws Exception likewise; of these only the class is kept
   */
  @Nullable Object run(T payload, JobContext run) throws Exception;

  /**
   * How often a job of this type is tried.
   *
   * @param usual as configured for all types
   */
  default int maxAttempts(int usual) {
    return usual;
  }

  /**
   * How many jobs of this type a node does at once.
   *
   * @param half of its threads, which is the most
   */
  default int concurrency(int half) {
    return half;
  }

  /**
   * How long a job of this type is kept once it has succeeded.
   *
   * @param usual as configured for all types
   */
  default Duration retention(Duration usual) {
    return usual;
  }

  /** Whether a running job asks {@link JobContext#isCancelRequested()} now and then. */
  default boolean isStoppable() {
    return false;
  }
}

package dev.gatehouse.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Executes jobs of one type, several at once. A job runs at least once: effects outside the
 * database may be repeated, those in {@link JobContext#inTransaction} are not.
 */
public interface JobHandler<T extends Record> {
  JobType<T> type();

  /**
   * Executes one job.
   *
   * @return a record that becomes the job's result, or null
   * @throws PermanentJobException if retrying is pointless
   * @throws RetryableJobException if it may succeed later
   * @throws Exception likewise; only its class name is kept
   */
  @Nullable Object run(T payload, JobContext run) throws Exception;

  /**
   * How often a job of this type is attempted.
   *
   * @param usual as configured for all types
   */
  default int maxAttempts(int usual) {
    return usual;
  }

  /**
   * How many jobs of this type one node runs at once.
   *
   * @param half half of the node's threads, the upper limit
   */
  default int concurrency(int half) {
    return half;
  }

  /**
   * How long a succeeded job of this type is kept.
   *
   * @param usual as configured for all types
   */
  default Duration retention(Duration usual) {
    return usual;
  }

  /** Whether running jobs poll {@link JobContext#isCancelRequested()}. */
  default boolean isStoppable() {
    return false;
  }
}

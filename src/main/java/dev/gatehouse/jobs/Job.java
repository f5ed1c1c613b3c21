package dev.gatehouse.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job without its payload.
 *
 * @param attempts attempts begun since it was enqueued or last retried by an administrator
 * @param runAt when it is or was due
 * @param result JSON
 * @param lease the lease of the node that runs it
 * @param history its newest attempts as JSON
 */
public record Job(
    long id,
    String type,
    JobState state,
    int attempts,
    Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String lastError,
    Progress progress,
    @Nullable String result,
    @Nullable UUID lease,
    @Nullable String node,
    String history) {

  /**
   * The units of work done and failed.
   *
   * @param total null if unknown
   */
  public record Progress(long done, @Nullable Long total, long failed) {}
}

package dev.gatehouse.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job, but for its payload.
 *
 * @param attempts how often it was begun since it was enqueued or retried by hand
 * @param runAt when it is, or was, due
 * @param result JSON
 * @param lease whose it is while it runs
 * @param history its newest attempts, as JSON
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
   * How far it is.
   *
   * @param total null if it is not known
   */
  public record Progress(long done, @Nullable Long total, long failed) {}
}

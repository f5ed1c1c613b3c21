package dev.gatehouse.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.OpenObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as administrators and its requester see it. */
public record JobView(
    long id,
    @About("The kind of work, such as `mail.send`; more kinds may be added.")
        @Example("product.import")
        String type,
    JobState state,
    int attempts,
    Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Example("The mail server does not answer") @Nullable String lastError,
    ProgressView progress,
    @About(
            "What the job has achieved so far; null before it begins and in the list. It has the"
                + " members of its type, and others that are not described.")
        @OpenObject(schema = "JobResult")
        @Nullable JsonNode result) {

  public record ProgressView(long done, @Nullable Long total, long failed) {}

  public static JobView of(Job job) {
    Job.Progress progress = job.progress();
    String result = job.result();
    return new JobView(
        job.id(),
        job.type(),
        job.state(),
        job.attempts(),
        job.runAt(),
        job.startedAt(),
        job.finishedAt(),
        job.lastError(),
        new ProgressView(progress.done(), progress.total(), progress.failed()),
        result == null ? null : JobJson.tree(result));
  }
}

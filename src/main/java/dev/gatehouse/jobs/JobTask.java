package dev.gatehouse.jobs;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.gatehouse.platform.JobHandler;

/** A job type as db-scheduler sees it. It schedules only the job's id. */
final class JobTask extends AbstractTask<Void> {
  private final JobHandler<?> handler;
  private final JobRunner runner;
  private final Runnable ended;

  /**
   * Creates a task.
   *
   * @param ended called when a job of this type has ended on this node
   */
  JobTask(JobHandler<?> handler, JobRunner runner, Runnable ended) {
    super(
        handler.type().name(),
        Void.class,
        // a failed write is treated like a dead node: the job is found later
        (completed, operations) -> {},
        (dead, operations) -> reclaim(handler, runner, dead.getExecution()));
    this.handler = handler;
    this.runner = runner;
    this.ended = ended;
  }

  private static void reclaim(JobHandler<?> handler, JobRunner runner, Execution execution) {
    runner.reclaim(handler, Long.parseLong(execution.getId()), execution.version);
  }

  /** The runner has already written the schedule together with the job. */
  @Override
  public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
    Execution execution = context.getExecution();
    try {
      runner.run(handler, Long.parseLong(execution.getId()), execution.version);
    } finally {
      ended.run();
    }
    return (completed, operations) -> {};
  }

  @Override
  public SchedulableInstance<Void> schedulableInstance(String id) {
    throw new UnsupportedOperationException("jobs are enqueued by JobQueue");
  }

  @Override
  public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
    throw new UnsupportedOperationException("jobs are enqueued by JobQueue");
  }
}

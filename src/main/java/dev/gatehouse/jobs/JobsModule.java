package dev.gatehouse.jobs;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import java.time.Clock;
import java.util.List;

/** Wires the jobs. */
public final class JobsModule implements Feature {
  private final JobQueue queue;

  public JobsModule(JobsConfig config, Database database, Clock clock) {
    this.queue = new JobQueue(database.dao(JobDao.class), clock);
  }

  public JobQueue queue() {
    return queue;
  }

  /** Adds handlers, before the service starts. */
  public void handle(List<JobHandler<?>> handlers) {}
}

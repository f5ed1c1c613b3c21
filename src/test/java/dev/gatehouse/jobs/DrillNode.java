package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import io.dropwizard.lifecycle.Managed;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that runs jobs as a node does, each of which takes a while and leaves a row in {@code
 * effect}. It ends by SIGTERM as the service does.
 */
public final class DrillNode {
  static final JobType<Work> TYPE = new JobType<>("drill.work", Work.class);
  static final String DATABASE = "DRILL_DATABASE";
  static final String READY = "ready";

  private DrillNode() {}

  record Work(long millis) {}

  /** Takes its time, then leaves a row. */
  private record Worker(Database database) implements JobHandler<Work> {
    @Override
    public JobType<Work> type() {
      return TYPE;
    }

    @Override
    public Object run(Work work, JobContext run) throws Exception {
      Thread.sleep(work.millis());
      long pid = ProcessHandle.current().pid();
      run.run(
          () ->
              database
                  .jdbi()
                  .useHandle(
                      handle ->
                          handle.execute(
                              "insert into effect (job, pid) values (?, ?)", run.jobId(), pid)));
      return work;
    }
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = System.out;
    Database database =
        Database.open(DatabaseUrl.parse(System.getenv(DATABASE)), new DatabaseConfig(null, 5, 10));
    // ten jobs at once, as a type has half of the threads
    JobsConfig config =
        new JobsConfig(20, 10, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(30));
    Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    List<Managed> parts =
        Nodes.module(config, database, clock, List.of(new Worker(database))).managed();
    for (Managed part : parts) {
      part.start();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts)));
    out.println(READY);
    new CountDownLatch(1).await();
  }

  private static void stop(List<Managed> parts) {
    try {
      for (Managed part : parts) {
        part.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

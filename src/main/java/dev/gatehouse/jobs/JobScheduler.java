package dev.gatehouse.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.database.Database;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs db-scheduler, which polls for due jobs, runs them on its own threads and detects dead nodes.
 */
final class JobScheduler implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
  private static final String TABLE = "job_schedule";

  /**
   * A node is presumed dead after missing five; dead nodes are looked for every second heartbeat.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  private static final int HEARTBEATS_MISSED = 5;

  /** For jobs to end, and again for interrupted ones. */
  private static final Duration STOP = Duration.ofSeconds(3);

  /** Jobs of types that only another release knows are never deleted. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final Database database;
  private final int threads;
  private final Duration poll;
  private final String node;
  private final JobRunner runner;
  private final Leases leases;
  private final Supplier<List<JobHandler<?>>> handlers;
  private final Clock clock;
  private volatile @Nullable Scheduler scheduler;

  /**
   * Creates a scheduler that is not running yet.
   *
   * @param poll how often to look for due jobs unless woken
   * @param node unique name of this process
   * @param handlers read at the start
   */
  JobScheduler(
      Database database,
      int threads,
      Duration poll,
      String node,
      JobRunner runner,
      Leases leases,
      Supplier<List<JobHandler<?>>> handlers,
      Clock clock) {
    this.database = database;
    this.threads = threads;
    this.poll = poll;
    this.node = node;
    this.runner = runner;
    this.leases = leases;
    this.handlers = handlers;
    this.clock = clock;
  }

  @Override
  public void start() {
    List<JobHandler<?>> known = handlers.get();
    JobSlots slots = new JobSlots(threads, known);
    List<Task<?>> tasks = new ArrayList<>();
    known.forEach(
        handler -> tasks.add(new JobTask(handler, runner, () -> release(slots, handler))));
    Scheduler built =
        new JobSchedulerBuilder(database, tasks)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(node))
            .tableName(TABLE)
            .jdbcCustomization(new JobPicker(database.dao(ScheduleDao.class), slots, node))
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(poll)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(HEARTBEATS_MISSED)
            .deleteUnresolvedAfter(FOR_EVER)
            .shutdownMaxWait(STOP)
            .failureLogging(LogLevel.OFF, false)
            .addSchedulerListener(new SchedulerFailures(database.outage()))
            .threads(threads)
            .executorService(Executors.newFixedThreadPool(threads, named("job")))
            .dueExecutor(Executors.newSingleThreadExecutor(named("job-poll")))
            .housekeeperExecutor(Executors.newScheduledThreadPool(2, named("job-housekeeper")))
            .build();
    built.start();
    scheduler = built;
  }

  private void release(JobSlots slots, JobHandler<?> handler) {
    if (slots.release(handler.type().name())) {
      wake();
    }
  }

  /** Looks for due jobs at once, if running. */
  void wake() {
    Scheduler running = scheduler;
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }

  @Override
  public void stop() {
    Scheduler running = scheduler;
    if (running == null) {
      return;
    }
    runner.stop();
    running.stop();
    try {
      leases.giveBackAll();
    } catch (RuntimeException e) {
      LOG.atLevel(database.outage().explains(e) ? Level.DEBUG : Level.WARN)
          .setCause(e)
          .log("Jobs of this node were not given back; other nodes will find them");
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Polls by the system clock, because the service's clock may stand still in tests. */
  private static final class JobSchedulerBuilder extends SchedulerBuilder {
    JobSchedulerBuilder(Database database, List<Task<?>> tasks) {
      super(database.dataSource(), tasks);
    }

    @Override
    protected Waiter buildWaiter() {
      return new Waiter(poolingInterval);
    }
  }
}

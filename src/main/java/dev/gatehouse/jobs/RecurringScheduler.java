package dev.gatehouse.jobs;

import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.logging.OutOfMemory;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs recurring tasks on this node. A task never overlaps with itself. Frequent ones have a thread
 * of their own, so that a long sweep cannot delay them.
 */
final class RecurringScheduler implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(RecurringScheduler.class);
  private static final int THREADS = 2;

  /** The interval up to which a task is frequent. */
  private static final Duration FREQUENT = Duration.ofSeconds(5);

  private static final long LONGEST_STOP_SECONDS = 5;

  private final Supplier<List<RecurringTask>> tasks;
  private final Predicate<Throwable> isExplained;
  private final ScheduledExecutorService threads = pool(THREADS, "recurring");
  private final ScheduledExecutorService frequent = pool(1, "frequent");

  /**
   * Creates a scheduler that is not running yet.
   *
   * @param tasks read at the start
   * @param isExplained whether a failure is already explained in the log
   */
  RecurringScheduler(Supplier<List<RecurringTask>> tasks, Predicate<Throwable> isExplained) {
    this.tasks = tasks;
    this.isExplained = isExplained;
  }

  private static ScheduledExecutorService pool(int threads, String name) {
    return Executors.newScheduledThreadPool(
        threads,
        work -> {
          Thread made = new Thread(work, name);
          made.setDaemon(true);
          return made;
        });
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a run logs its own failure
  public void start() {
    for (RecurringTask work : tasks.get()) {
      ScheduledExecutorService pool = work.interval().compareTo(FREQUENT) <= 0 ? frequent : threads;
      pool.scheduleWithFixedDelay(
          new Run(work, isExplained), 0, work.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    frequent.shutdown();
    threads.shutdown();
    if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    if (!frequent.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      frequent.shutdownNow();
    }
  }

  /** One task. Its failures are logged once until it succeeds again. */
  private static final class Run implements Runnable {
    private final RecurringTask work;
    private final Predicate<Throwable> isExplained;
    private boolean failing;

    Run(RecurringTask work, Predicate<Throwable> isExplained) {
      this.work = work;
      this.isExplained = isExplained;
    }

    @Override
    public void run() {
      try {
        work.work().run();
        failing = false;
      } catch (Throwable e) {
        // an exception from here would end the recurrence
        OutOfMemory.exitOn(e);
        if (isExplained.test(e)) {
          LOG.debug("{} waits for the database", work.name(), e);
          return;
        }
        if (!failing) {
          LOG.atWarn().addKeyValue("work", work.name()).setCause(e).log("recurring_work_failed");
        }
        failing = true;
      }
    }
  }
}

package dev.gatehouse.jobs;

import dev.gatehouse.platform.Recurring;
import dev.gatehouse.platform.database.Outage;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs recurring works on this node, each one at a time; a long one holds no other up. */
final class Recurrences implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Recurrences.class);
  private static final int THREADS = 2;
  private static final long LONGEST_STOP_SECONDS = 5;

  private final Supplier<List<Recurring>> works;
  private final Outage outage;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS,
          work -> {
            Thread made = new Thread(work, "recurring");
            made.setDaemon(true);
            return made;
          });

  /**
   * Works that do not run yet.
   *
   * @param works asked for at the start
   */
  Recurrences(Supplier<List<Recurring>> works, Outage outage) {
    this.works = works;
    this.outage = outage;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a run reports its own failure
  public void start() {
    for (Recurring work : works.get()) {
      threads.scheduleWithFixedDelay(
          new Run(work, outage), 0, work.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }

  /** One work, whose failures are logged once until it succeeds again. */
  private static final class Run implements Runnable {
    private final Recurring work;
    private final Outage outage;
    private boolean failing;

    Run(Recurring work, Outage outage) {
      this.work = work;
      this.outage = outage;
    }

    @Override
    public void run() {
      try {
        work.work().run();
        failing = false;
      } catch (RuntimeException e) {
        if (outage.explains(e)) {
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

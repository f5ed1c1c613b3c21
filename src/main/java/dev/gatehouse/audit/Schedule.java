package dev.gatehouse.audit;

import dev.gatehouse.platform.Recurring;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs recurring work on one thread of this node. */
final class Schedule implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final long LONGEST_STOP_SECONDS = 5;

  private final List<Recurring> works;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "audit");
            made.setDaemon(true);
            return made;
          });

  Schedule(List<Recurring> works) {
    this.works = List.copyOf(works);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a run reports its own failure
  public void start() {
    for (Recurring work : works) {
      thread.scheduleWithFixedDelay(
          new Run(work), 0, work.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      thread.shutdownNow();
    }
  }

  /** One work, whose failures are logged once until it succeeds again. */
  private static final class Run implements Runnable {
    private final Recurring work;
    private boolean failing;

    Run(Recurring work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        work.work().run();
        failing = false;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.atWarn().addKeyValue("work", work.name()).setCause(e).log("recurring_work_failed");
        }
        failing = true;
      }
    }
  }
}

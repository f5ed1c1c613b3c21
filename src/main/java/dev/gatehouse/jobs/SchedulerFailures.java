package dev.gatehouse.jobs;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import dev.gatehouse.platform.database.Outage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once when the scheduler starts to fail, which may be at every poll, and once when it
 * recovers. Silent while the database is known to be unavailable. Replaces the library's own
 * logging.
 */
final class SchedulerFailures extends AbstractSchedulerListener {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerFailures.class);

  private final Outage outage;
  private final AtomicBoolean failing = new AtomicBoolean();

  SchedulerFailures(Outage outage) {
    this.outage = outage;
  }

  @Override
  public void onSchedulerEvent(SchedulerEventType type) {
    switch (type) {
      case UNEXPECTED_ERROR -> {
        if (!outage.isKnown() && failing.compareAndSet(false, true)) {
          LOG.warn("job_engine_failing");
        }
      }
      case RAN_DETECT_DEAD -> {
        if (failing.compareAndSet(true, false)) {
          LOG.info("job_engine_recovered");
        }
      }
      default -> {
        // says nothing about success or failure
      }
    }
  }
}

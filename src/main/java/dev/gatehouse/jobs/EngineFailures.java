package dev.gatehouse.jobs;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that the engine fails, as it does at every poll while the database is away, and once
 * that it works again. The library's own log is silent.
 */
final class EngineFailures extends AbstractSchedulerListener {
  private static final Logger LOG = LoggerFactory.getLogger(EngineFailures.class);

  private final AtomicBoolean failing = new AtomicBoolean();

  @Override
  public void onSchedulerEvent(SchedulerEventType type) {
    switch (type) {
      case UNEXPECTED_ERROR -> {
        if (failing.compareAndSet(false, true)) {
          LOG.warn("job_engine_failing");
        }
      }
      case RAN_DETECT_DEAD -> {
        if (failing.compareAndSet(true, false)) {
          LOG.info("job_engine_recovered");
        }
      }
      default -> {
        // nothing that tells whether it works
      }
    }
  }
}

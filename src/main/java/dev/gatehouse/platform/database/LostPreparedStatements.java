package dev.gatehouse.platform.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, at most once a minute, that prepared statements get lost and says what to do. This happens
 * if the pooler was too busy for the check at startup, or was reconfigured since. Thread-safe.
 */
final class LostPreparedStatements {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final DatabaseUrl url;
  private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - PAUSE);

  LostPreparedStatements(DatabaseUrl url) {
    this.url = url;
  }

  void failed(SQLException failure) {
    if (!DatabaseFailures.isStatementLost(failure)) {
      return;
    }
    long now = System.nanoTime();
    long before = lastWarning.get();
    if (now - before >= PAUSE && lastWarning.compareAndSet(before, now)) {
      LOG.warn(
          "Prepared statements get lost on the way to the database {} ({}): {}",
          url,
          failure.getMessage(),
          PreparedStatements.REMEDY);
    }
  }
}

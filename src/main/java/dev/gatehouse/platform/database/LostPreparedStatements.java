package dev.gatehouse.platform.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what can be done about prepared statements that are lost, once a minute while they are: a
 * pooler that was busy when the start tried it, or that was set up differently since. Thread-safe.
 */
final class LostPreparedStatements {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final DatabaseUrl url;
  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - PAUSE);

  LostPreparedStatements(DatabaseUrl url) {
    this.url = url;
  }

  /** A statement failed. */
  void failed(SQLException failure) {
    if (!DatabaseFailures.isStatementLost(failure)) {
      return;
    }
    long now = System.nanoTime();
    long before = toldAt.get();
    if (now - before >= PAUSE && toldAt.compareAndSet(before, now)) {
      LOG.warn(
          "Prepared statements are lost on the way to the database {} ({}): {}",
          url,
          failure.getMessage(),
          PreparedStatements.REMEDY);
    }
  }
}

package dev.gatehouse.platform.database;

import dev.gatehouse.platform.logging.OutOfMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database is known to be lost. Says so once, whichever thread notices first, and says
 * once that it is back; what fails for that reason meanwhile need not be logged. Thread-safe.
 */
public final class Outage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Who waited for the pool, or had a connection from before, fails a moment after the return. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private static final double NANOS = 1e9;

  private final DatabaseUrl url;
  private final DataSource connections;
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile long backSince = System.nanoTime() - AFTERMATH.toNanos();
  private volatile boolean closed;

  /**
   * Knows of no outage yet.
   *
   * @param connections to try whether the database is back; none is kept
   */
  Outage(DatabaseUrl url, DataSource connections) {
    this.url = url;
    this.connections = connections;
  }

  /** No connection can be opened. */
  void refused(SQLException failure) {
    begin(failure);
  }

  /** A statement failed; only what breaks the connection tells of an outage. */
  void failed(SQLException failure) {
    if (DatabaseFailures.isLost(failure) && !isKnown()) {
      begin(failure);
    }
  }

  /**
   * Whether the log tells already what the failure comes from: an outage, or lost statements, of
   * which {@link LostStatements} tells.
   */
  public boolean explains(Throwable failure) {
    return DatabaseFailures.isStatementLost(failure)
        || (isKnown() && DatabaseFailures.isUnavailable(failure));
  }

  /** Whether there is an outage that the log tells of, or was a moment ago. */
  public boolean isKnown() {
    return lost.get() || System.nanoTime() - backSince < AFTERMATH.toNanos();
  }

  private void begin(SQLException failure) {
    if (closed || !lost.compareAndSet(false, true)) {
      return;
    }
    LOG.warn("The database {} is lost: {}", url, failure.getMessage());
    Thread watch = new Thread(() -> awaitReturn(System.nanoTime()), "database-outage");
    watch.setDaemon(true);
    watch.start();
  }

  private void awaitReturn(long since) {
    while (!closed) {
      if (isBack()) {
        backSince = System.nanoTime();
        lost.set(false);
        LOG.atInfo()
            .addKeyValue("seconds", Math.round((backSince - since) / NANOS * 1000) / 1000.0)
            .log("The database {} is back", url);
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isBack() {
    try (Connection connection = connections.getConnection()) {
      return connection.isValid(1);
    } catch (Throwable e) {
      // whatever is thrown, it is tried again
      OutOfMemory.endsProcess(e);
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

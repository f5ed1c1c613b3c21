package dev.gatehouse.platform.database;

import dev.gatehouse.platform.logging.OutOfMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database is lost. It logs once that it is lost, whichever thread notices first,
 * and once that it is back, so failures in between need no log line. A connection that breaks while
 * others can be opened is no outage and is logged on its own. Thread-safe.
 */
public final class Outage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * Callers that waited for the pool, or hold a connection from before, fail shortly after the
   * return.
   */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private static final double NANOS = 1e9;

  private final DatabaseUrl url;
  private final DataSource connections;
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile long backSince = System.nanoTime() - AFTERMATH.toNanos();
  private volatile boolean closed;

  /**
   * Starts without an outage.
   *
   * @param connections for checking whether the database is back
   */
  Outage(DatabaseUrl url, DataSource connections) {
    this.url = url;
    this.connections = connections;
  }

  /** A connection could not be opened. */
  void refused(SQLException failure) {
    if (!closed && lost.compareAndSet(false, true)) {
      warn(failure);
      watch(this::awaitReturn);
    }
  }

  /** A statement failed. A broken connection may be part of an outage. */
  void failed(SQLException failure) {
    if (!closed
        && DatabaseFailures.isLost(failure)
        && !isKnown()
        && lost.compareAndSet(false, true)) {
      watch(since -> distinguish(failure, since));
    }
  }

  /**
   * Whether the log already explains the failure, by an outage or by {@link
   * LostPreparedStatements}.
   */
  public boolean explains(Throwable failure) {
    return DatabaseFailures.isStatementLost(failure)
        || (isKnown() && DatabaseFailures.isUnavailable(failure));
  }

  /** Whether there is a logged outage, or was a moment ago. */
  public boolean isKnown() {
    return lost.get() || System.nanoTime() - backSince < AFTERMATH.toNanos();
  }

  private static void watch(LongConsumer work) {
    long since = System.nanoTime();
    Thread watch = new Thread(() -> work.accept(since), "database-outage");
    watch.setDaemon(true);
    watch.start();
  }

  private void warn(SQLException failure) {
    LOG.warn("The database {} is lost: {}", url, failure.getMessage());
  }

  private void distinguish(SQLException failure, long since) {
    if (isBack()) {
      LOG.info(
          "A connection to the database {} broke, but others work: {}", url, failure.getMessage());
      end();
    } else {
      warn(failure);
      awaitReturn(since);
    }
  }

  private void awaitReturn(long since) {
    while (!closed) {
      if (isBack()) {
        end();
        LOG.atInfo()
            .addKeyValue("seconds", Math.round((backSince - since) / NANOS * 1000) / 1000.0)
            .log("The database {} is back", url);
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void end() {
    backSince = System.nanoTime();
    lost.set(false);
  }

  private boolean isBack() {
    try (Connection connection = connections.getConnection()) {
      return connection.isValid(1);
    } catch (Throwable e) {
      // on any exception, it is tried again
      OutOfMemory.exitOn(e);
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

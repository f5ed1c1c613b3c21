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
 * Whether the database is known to be lost. Says so once, whichever thread notices first, and says
 * once that it is back; what fails for that reason meanwhile need not be logged. A connection that
 * breaks while another can be opened is no outage, and is told of by itself. Thread-safe.
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
    if (!closed && lost.compareAndSet(false, true)) {
      tell(failure);
      watch(this::awaitReturn);
    }
  }

  /** A statement failed; what breaks the connection may come from an outage. */
  void failed(SQLException failure) {
    if (!closed
        && DatabaseFailures.isLost(failure)
        && !isKnown()
        && lost.compareAndSet(false, true)) {
      watch(since -> tellApart(failure, since));
    }
  }

  /**
   * Whether the log tells already what the failure comes from: an outage, or lost statements, of
   * which {@link LostPreparedStatements} tells.
   */
  public boolean explains(Throwable failure) {
    return DatabaseFailures.isStatementLost(failure)
        || (isKnown() && DatabaseFailures.isUnavailable(failure));
  }

  /** Whether there is an outage that the log tells of, or was a moment ago. */
  public boolean isKnown() {
    return lost.get() || System.nanoTime() - backSince < AFTERMATH.toNanos();
  }

  private static void watch(LongConsumer work) {
    long since = System.nanoTime();
    Thread watch = new Thread(() -> work.accept(since), "database-outage");
    watch.setDaemon(true);
    watch.start();
  }

  private void tell(SQLException failure) {
    LOG.warn("The database {} is lost: {}", url, failure.getMessage());
  }

  private void tellApart(SQLException failure, long since) {
    if (isBack()) {
      LOG.info(
          "A connection to the database {} broke, but others work: {}", url, failure.getMessage());
      end();
    } else {
      tell(failure);
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

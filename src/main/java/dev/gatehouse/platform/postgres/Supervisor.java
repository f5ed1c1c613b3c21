package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a dead server, first at once, then after pauses that double. After {@link #MAX_STARTS}
 * failures in a row it gives up and leaves recovery to the supervisor of this process. It never
 * sleeps itself. Not thread-safe.
 */
final class Supervisor {
  /** With pauses of 1, 2, 4 and 8 s, a temporary cause such as a full disk has 15 s to pass. */
  static final int MAX_STARTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Short compared to the 3 s limit of a request. */
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

  /** A server that dies sooner counts as a failed start. */
  static final Duration MIN_UPTIME = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final Server server;
  private final Path log;
  private final LongSupplier nanoTime;
  private int starts;
  private long lastStart;
  private boolean hasGivenUp;
  private String reason = "";

  /** The supervised server. */
  interface Server {
    boolean runs();

    /**
     * Starts the server.
     *
     * @throws OperatorException if it does not start
     */
    void start();
  }

  /**
   * Supervises a running server.
   *
   * @param log where the server says why it died
   */
  Supervisor(Server server, Path log, LongSupplier nanoTime) {
    this.server = server;
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Checks the server and returns the time until the next check. */
  Duration check() {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - lastStart);
    if (server.runs()) {
      if (starts > 0 && since.compareTo(MIN_UPTIME) >= 0) {
        starts = 0;
      }
      return CHECK_INTERVAL;
    }
    if (starts == 0) {
      LOG.error("The embedded PostgreSQL died and is restarted; {} says why", log);
    } else if (starts == MAX_STARTS) {
      hasGivenUp = true;
      return CHECK_INTERVAL;
    } else {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << (starts - 1)).minus(since);
      if (!pause.isNegative() && !pause.isZero()) {
        return pause;
      }
    }
    start();
    return CHECK_INTERVAL;
  }

  private void start() {
    starts++;
    try {
      server.start();
      reason = "It died right after its start; %s says why.".formatted(log);
    } catch (RuntimeException e) {
      reason = e instanceof OperatorException ? String.valueOf(e.getMessage()) : e.toString();
      LOG.warn("Start {} of {} in a row failed: {}", starts, MAX_STARTS, reason);
    }
    // the server was down during the start, which may take long after a crash
    lastStart = nanoTime.getAsLong();
  }

  /** Whether the server did not stay up and is no longer restarted. */
  boolean hasGivenUp() {
    return hasGivenUp;
  }

  /** The reason, for the operator. */
  String reason() {
    return "The embedded PostgreSQL did not stay up after %d starts in a row. %s"
        .formatted(MAX_STARTS, reason);
  }
}

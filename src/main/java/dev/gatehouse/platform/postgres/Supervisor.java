package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again when it has died: at once, then after pauses that double. Once that was in
 * vain so often in a row it gives up, and who supervises this process is to start over. Waits for
 * nothing itself. Not for use by several threads.
 */
final class Supervisor {
  /**
   * What passes by itself, such as a disk that is full for a moment, has 15 s to pass: the pauses
   * are 1, 2, 4 and 8 s.
   */
  static final int STARTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Short beside the 3 s in which a request is answered. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** A server that dies sooner was started in vain. */
  static final Duration STAYS_UP = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final Server server;
  private final Path log;
  private final LongSupplier nanoTime;
  private int starts;
  private long lastStart;
  private boolean hasGivenUp;
  private String reason = "";

  /** What is supervised. */
  interface Server {
    boolean runs();

    /**
     * Starts it.
     *
     * @throws OperatorException if it does not start
     */
    void start();
  }

  /**
   * A supervisor of a server that runs.
   *
   * @param log where the server says why it died
   */
  Supervisor(Server server, Path log, LongSupplier nanoTime) {
    this.server = server;
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Looks after the server; how long it may be left alone. */
  Duration look() {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - lastStart);
    if (server.runs()) {
      if (starts > 0 && since.compareTo(STAYS_UP) >= 0) {
        starts = 0;
      }
      return BETWEEN_LOOKS;
    }
    if (starts == 0) {
      LOG.error("The embedded PostgreSQL has died and is started again; {} says why", log);
    } else if (starts == STARTS) {
      hasGivenUp = true;
      return BETWEEN_LOOKS;
    } else {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << (starts - 1)).minus(since);
      if (!pause.isNegative() && !pause.isZero()) {
        return pause;
      }
    }
    start();
    return BETWEEN_LOOKS;
  }

  private void start() {
    starts++;
    try {
      server.start();
      reason = "It died as soon as it had started; %s says why.".formatted(log);
    } catch (RuntimeException e) {
      reason = e instanceof OperatorException ? String.valueOf(e.getMessage()) : e.toString();
      LOG.warn("Start {} of {} in a row failed: {}", starts, STARTS, reason);
    }
    // what the start took, which may be long after a crash, the server was not up
    lastStart = nanoTime.getAsLong();
  }

  /** Whether the server does not stay up, and is left alone from now on. */
  boolean hasGivenUp() {
    return hasGivenUp;
  }

  /** Why, for the operator. */
  String reason() {
    return "The embedded PostgreSQL did not stay up after %d starts in a row. %s"
        .formatted(STARTS, reason);
  }
}

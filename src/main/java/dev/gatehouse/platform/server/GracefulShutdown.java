package dev.gatehouse.platform.server;

import dev.gatehouse.platform.http.ShutdownState;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process after SIGTERM: readiness goes at once, responses close their connections while
 * new ones are still accepted, then the server and its managed objects stop in order; exit status
 * 0.
 */
public final class GracefulShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
  private static final Duration LIMIT = Duration.ofSeconds(28);
  private static final Duration FAILURE_LIMIT = Duration.ofSeconds(10);
  private static final int FAILED = 1;

  private final Server server;
  private final ShutdownState shutdown;
  private final Duration accepting;

  private GracefulShutdown(Server server, ShutdownState shutdown, Duration accepting) {
    this.server = server;
    this.shutdown = shutdown;
    this.accepting = accepting;
  }

  /**
   * Handles SIGTERM while there is no server to drain yet. The JVM would exit with 143; its
   * shutdown hooks stop what has been started.
   */
  public static void onSigtermDuringStart() {
    onSigterm(
        () -> {
          LOG.info("SIGTERM before the start was complete: ending");
          watchdog(LIMIT, 0);
          Runtime.getRuntime().exit(0);
        });
  }

  /**
   * Handles SIGTERM in place of the JVM, which would run all its hooks at the same time and exit
   * with 143. Only for the service's own process.
   *
   * @param accepting how long new connections are still accepted
   */
  public static void onSigterm(Server server, ShutdownState shutdown, Duration accepting) {
    onSigterm(new GracefulShutdown(server, shutdown, accepting)::drainAndExit);
  }

  /** Runs the work at the first SIGTERM only. */
  private static void onSigterm(Runnable work) {
    AtomicBoolean begun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!begun.getAndSet(true)) {
            new Thread(work, "termination").start();
          }
        };
    try {
      // by reflection, because the compiler's warning about sun.misc cannot be suppressed
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object onSignal =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> invoked(once, method, proxy, arguments));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), onSignal);
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIGTERM cannot be handled here: it stops the service without draining", e);
    }
  }

  private static Object invoked(Runnable once, Method method, Object proxy, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "Termination";
      default -> {
        once.run();
        yield proxy;
      }
    };
  }

  private void drainAndExit() {
    shutdown.begin();
    LOG.info("SIGTERM: draining");
    watchdog(LIMIT, 0);
    try {
      Thread.sleep(accepting.toMillis());
      server.stop();
      LOG.info("Stopped");
    } catch (Exception e) {
      LOG.error("Stopped, but not in order", e);
    }
    Runtime.getRuntime().exit(0);
  }

  /** Ends the process with 1, because only a restart may help. */
  public static void exitWithFailure(String reason) {
    LOG.error("{} The process ends.", reason);
    watchdog(FAILURE_LIMIT, FAILED);
    Runtime.getRuntime().exit(FAILED);
  }

  private static void watchdog(Duration limit, int status) {
    Thread watchdog = new Thread(() -> giveUp(limit, status), "termination-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private static void giveUp(Duration limit, int status) {
    try {
      Thread.sleep(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    LOG.error("Something does not stop: ending the process");
    Runtime.getRuntime().halt(status);
  }
}

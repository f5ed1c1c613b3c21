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
 * The end of the process after SIGTERM: not ready at once, then for a while only answers that close
 * their connection, then no new connections, then the server and what it manages stopped in order,
 * and exit status 0.
 */
public final class GracefulShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
  private static final Duration AT_MOST = Duration.ofSeconds(28);
  private static final Duration IN_VAIN_AT_MOST = Duration.ofSeconds(10);
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
   * Takes SIGTERM over from the JVM, whose own way out exits with 143, while there is no server to
   * drain yet: what was started so far is left by the hooks of the JVM.
   */
  public static void onSigtermBeforeTheStart() {
    onSigterm(
        () -> {
          LOG.info("SIGTERM before the start was complete: ending");
          watchdog(AT_MOST, 0);
          Runtime.getRuntime().exit(0);
        });
  }

  /**
   * Takes SIGTERM over from the JVM, whose own way out runs all its hooks at the same time and
   * exits with 143. Only for a process that is the service and nothing else.
   *
   * @param accepting how long new connections are still taken
   */
  public static void onSigterm(Server server, ShutdownState shutdown, Duration accepting) {
    onSigterm(new GracefulShutdown(server, shutdown, accepting)::end);
  }

  /** Work that is begun by the first SIGTERM; further ones change nothing. */
  private static void onSigterm(Runnable work) {
    AtomicBoolean begun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!begun.getAndSet(true)) {
            new Thread(work, "termination").start();
          }
        };
    try {
      // by reflection, because the compiler rightly warns of sun.misc and has no way to be told off
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

  private void end() {
    shutdown.begin();
    LOG.info("SIGTERM: draining");
    watchdog(AT_MOST, 0);
    try {
      Thread.sleep(accepting.toMillis());
      server.stop();
      LOG.info("Stopped");
    } catch (Exception e) {
      LOG.error("Stopped, but not in order", e);
    }
    Runtime.getRuntime().exit(0);
  }

  /** Ends the process with 1, as it cannot do its work and only a new start may help. */
  public static void inVain(String reason) {
    LOG.error("{} The process ends.", reason);
    watchdog(IN_VAIN_AT_MOST, FAILED);
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

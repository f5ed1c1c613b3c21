package dev.gatehouse.platform.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.EofException;
import org.slf4j.event.KeyValuePair;

/** Turns Logback's events into lines of the log. */
final class JsonAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Set<String> TAKEN =
      Set.of("timestamp", "level", "logger", "thread", "message", "exception");

  private static final int DEEPEST = 20;

  private final LogWriter lines;

  JsonAppender(LogWriter lines) {
    this.lines = lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
      OutOfMemory.endsProcess(proxy.getThrowable());
    }
    if (isSilenced(event) || isOfClientThatLeft(event)) {
      return;
    }
    LogLine line =
        new LogLine()
            .time("timestamp", event.getInstant())
            .text("level", event.getLevel().toString())
            .text("logger", event.getLoggerName())
            .text("thread", event.getThreadName())
            .text("message", String.valueOf(event.getFormattedMessage()));
    Map<String, String> context = event.getMDCPropertyMap();
    context.forEach((name, value) -> add(line, name, value));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (!context.containsKey(pair.key)) {
          add(line, pair.key, pair.value);
        }
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.text("exception", ThrowableProxyUtil.asString(thrown));
    }
    lines.write(line);
  }

  /** The engine of the jobs says twice a second that the database is away; the jobs say it once. */
  private static boolean isSilenced(ILoggingEvent event) {
    return event.getLoggerName().startsWith("com.github.kagkarlsson.");
  }

  /**
   * Layers of three libraries, and the service's own, fail where an answer cannot be written to a
   * client that has gone. That is no fault: the line of the request tells it by its status.
   */
  private static boolean isOfClientThatLeft(ILoggingEvent event) {
    Throwable thrown =
        event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    for (int depth = 0; thrown != null && depth < DEEPEST; depth++) {
      if (thrown instanceof EofException) {
        return true;
      }
      thrown = thrown.getCause();
    }
    return false;
  }

  private static void add(LogLine line, String name, Object value) {
    line.value(TAKEN.contains(name) ? name + "_" : name, value);
  }
}

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

/** Writes Logback events as JSON lines. */
final class JsonAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Set<String> TAKEN =
      Set.of("timestamp", "level", "logger", "thread", "message", "exception");

  private static final int MAX_DEPTH = 20;

  private final LogWriter lines;

  JsonAppender(LogWriter lines) {
    this.lines = lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
      OutOfMemory.exitOn(proxy.getThrowable());
    }
    if (isSilenced(event) || isClientDisconnect(event)) {
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

  /**
   * While the database is away the job scheduler fails twice a second; one line about it is enough.
   */
  private static boolean isSilenced(ILoggingEvent event) {
    return event.getLoggerName().startsWith("com.github.kagkarlsson.");
  }

  /**
   * Code of three libraries and of the service fails when a client disconnects before the response
   * is written. That is not an error, and the status in the request's log line shows it.
   */
  private static boolean isClientDisconnect(ILoggingEvent event) {
    Throwable thrown =
        event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    for (int depth = 0; thrown != null && depth < MAX_DEPTH; depth++) {
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

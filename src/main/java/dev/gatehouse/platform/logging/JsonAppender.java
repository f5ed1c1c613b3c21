package dev.gatehouse.platform.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
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

  private final LineSink lines;

  JsonAppender(LineSink lines) {
    this.lines = lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (isOfClientThatLeft(event)) {
      return;
    }
    JsonLine line =
        new JsonLine()
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

  /** Jersey makes an error of each client that does not wait for its answer. */
  private static boolean isOfClientThatLeft(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown != null
        && thrown.getClassName().equals(EofException.class.getName())
        && event.getLoggerName().startsWith("org.glassfish.jersey.");
  }

  private static void add(JsonLine line, String name, Object value) {
    line.value(TAKEN.contains(name) ? name + "_" : name, value);
  }
}

package dev.gatehouse.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.logging.common.LoggingUtil;
import java.util.Map;

/** Sets Logback up, in code and for good, so that every line from the first on is JSON. */
public final class JsonLogging implements LoggingFactory {
  private static final Map<String, Level> QUIET =
      Map.ofEntries(
          Map.entry("io.dropwizard", Level.WARN),
          Map.entry("org.eclipse.jetty", Level.WARN),
          // its warnings quote what clients send
          Map.entry("org.eclipse.jetty.http", Level.ERROR),
          Map.entry("org.eclipse.jetty.server.Response", Level.ERROR),
          Map.entry("org.eclipse.jetty.ee10.servlet.ServletChannel", Level.ERROR),
          Map.entry("org.eclipse.jetty.ee10.servlet.ServletChannelState", Level.ERROR),
          Map.entry("org.glassfish", Level.WARN),
          Map.entry("org.hibernate.validator", Level.WARN),
          Map.entry("com.zaxxer.hikari", Level.WARN),
          // a warning for each connection that breaks; that the database is lost is said once
          Map.entry("com.zaxxer.hikari.pool.ProxyConnection", Level.ERROR),
          Map.entry("com.zaxxer.hikari.pool.PoolBase", Level.ERROR),
          // it traces every parameter, addresses among them
          Map.entry("org.postgresql", Level.WARN),
          // the appender looks at what was thrown, and leaves it out
          Map.entry("com.github.kagkarlsson", Level.ERROR),
          Map.entry("liquibase", Level.WARN),
          // they trace what is said to a mail server, mails and passwords included
          Map.entry("org.eclipse.angus", Level.OFF),
          Map.entry("jakarta.mail", Level.OFF));

  private final LogWriter lines;
  private final Level level;

  public JsonLogging(LogWriter lines, Level level) {
    this.lines = lines;
    this.level = level;
  }

  /** For the running service: standard output, from INFO. */
  public static JsonLogging ofService() {
    return new JsonLogging(LogWriter.standardOutput(), Level.INFO);
  }

  /** For commands, whose standard output is their answer: standard error, from WARN. */
  public static JsonLogging ofCommand() {
    return new JsonLogging(LogWriter.standardError(), Level.WARN);
  }

  /** Where the lines go, for the request log, which writes its own. */
  public LogWriter lines() {
    return lines;
  }

  /** Takes the log over, before there is a configuration. */
  public void install() {
    LoggingUtil.hijackJDKLogging();
    LoggerContext context = LoggingUtil.getLoggerContext();
    context.reset();
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.setResetJUL(true);
    context.addListener(levels);
    JsonAppender appender = new JsonAppender(lines);
    appender.setContext(context);
    appender.setName("json");
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(level);
    QUIET.forEach((name, quiet) -> context.getLogger(name).setLevel(quiet));
  }

  @Override
  public void configure(MetricRegistry metricRegistry, String name) {
    install();
  }

  @Override
  public void stop() {
    lines.flush();
  }

  @Override
  public void reset() {
    lines.flush();
  }
}

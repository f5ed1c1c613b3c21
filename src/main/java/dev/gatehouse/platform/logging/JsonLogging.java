package dev.gatehouse.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.logging.common.LoggingUtil;
import java.util.Map;

/** Configures Logback in code so that every line is JSON from the first on. */
public final class JsonLogging implements LoggingFactory {
  private static final Map<String, Level> QUIET =
      Map.ofEntries(
          Map.entry("io.dropwizard", Level.WARN),
          Map.entry("org.eclipse.jetty", Level.WARN),
          // its warnings quote client input
          Map.entry("org.eclipse.jetty.http", Level.ERROR),
          Map.entry("org.eclipse.jetty.server.Response", Level.ERROR),
          Map.entry("org.eclipse.jetty.ee10.servlet.ServletChannel", Level.ERROR),
          Map.entry("org.eclipse.jetty.ee10.servlet.ServletChannelState", Level.ERROR),
          Map.entry("org.glassfish", Level.WARN),
          Map.entry("org.hibernate.validator", Level.WARN),
          Map.entry("com.zaxxer.hikari", Level.WARN),
          // it warns about each broken connection; an outage of the database is logged once
          // elsewhere
          Map.entry("com.zaxxer.hikari.pool.ProxyConnection", Level.ERROR),
          Map.entry("com.zaxxer.hikari.pool.PoolBase", Level.ERROR),
          // it traces every parameter, including addresses
          Map.entry("org.postgresql", Level.WARN),
          // the appender examines the exception and leaves it out
          Map.entry("com.github.kagkarlsson", Level.ERROR),
          Map.entry("liquibase", Level.WARN),
          // they trace the SMTP dialogue, including mails and passwords
          Map.entry("org.eclipse.angus", Level.OFF),
          Map.entry("jakarta.mail", Level.OFF));

  private final LogWriter lines;
  private final Level level;

  public JsonLogging(LogWriter lines, Level level) {
    this.lines = lines;
    this.level = level;
  }

  /** For the service: standard output, from INFO. */
  public static JsonLogging ofService() {
    return new JsonLogging(LogWriter.standardOutput(), Level.INFO);
  }

  /** For commands, whose output goes to standard output: standard error, from WARN. */
  public static JsonLogging ofCommand() {
    return new JsonLogging(LogWriter.standardError(), Level.WARN);
  }

  /** For the request log, which formats its own lines. */
  public LogWriter lines() {
    return lines;
  }

  /** Replaces Logback's configuration before the service's settings are read. */
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

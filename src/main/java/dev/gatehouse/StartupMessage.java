package dev.gatehouse;

import dev.gatehouse.platform.commands.Terminal;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, when the ports are open, what has started and where it is reached. */
final class StartupMessage implements ServerLifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(GatehouseApplication.class);
  private static final double MILLIS = 1000;

  private final String version;
  private final String database;
  private final PrintStream operator;

  /**
   * The line of one service.
   *
   * @param database where it is, without a password
   * @param operator gets the line in plain text too, if that is a terminal
   */
  StartupMessage(String version, String database, PrintStream operator) {
    this.version = version;
    this.database = database;
    this.operator = operator;
  }

  @Override
  public void serverStarted(Server server) {
    String api = addressOf(server, "application");
    String admin = addressOf(server, "admin");
    String docs = api + "/docs";
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS;
    LOG.atInfo()
        .addKeyValue("version", version)
        .addKeyValue("api", api)
        .addKeyValue("docs", docs)
        .addKeyValue("admin", admin)
        .addKeyValue("database", database)
        .addKeyValue("jvm", jvm())
        .addKeyValue("seconds", seconds)
        .log("started");
    if (Terminal.isStandardError()) {
      operator.printf(
          "Gatehouse %s is ready: API %s, docs %s, admin port %s, database %s, Java %s, in %.1f s%n",
          version, api, docs, admin, database, jvm(), seconds);
    }
  }

  private static String addressOf(Server server, String name) {
    return Stream.of(server.getConnectors())
        .filter(connector -> name.equals(connector.getName()))
        .map(StartupMessage::addressOf)
        .findFirst()
        .orElseThrow();
  }

  /** One that an operator on this machine can open. */
  private static String addressOf(Connector connector) {
    ServerConnector port = (ServerConnector) connector;
    String host = port.getHost();
    boolean isEverywhere = host == null || host.equals("0.0.0.0") || host.equals("::");
    String shown = isEverywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + shown + ":" + port.getLocalPort();
  }

  private static String jvm() {
    return Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";
  }
}

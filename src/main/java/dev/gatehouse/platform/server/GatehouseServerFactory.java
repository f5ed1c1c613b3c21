package dev.gatehouse.platform.server;

import dev.gatehouse.platform.bodies.BodyBudget;
import dev.gatehouse.platform.bodies.BodyBufferingHandler;
import dev.gatehouse.platform.http.HttpConfig;
import dev.gatehouse.platform.http.ResponseCompression;
import dev.gatehouse.platform.http.ResponseHeaders;
import dev.gatehouse.platform.http.ServerEndPoint;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.platform.metrics.EventCounter;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.metrics.MetricsServlet;
import dev.gatehouse.platform.rest.ResourceServlet;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.jetty.RoutingHandler;
import io.dropwizard.util.DataSize;
import jakarta.servlet.Servlet;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Builds the Jetty server: the application port behind {@link FrontHandler} and the admin port with
 * Dropwizard's servlets, without the handlers that requests do not need.
 */
public final class GatehouseServerFactory extends AbstractServerFactory {
  /** How long open requests may take once no new connections are accepted. */
  static final Duration GRACE = Duration.ofSeconds(12);

  private static final String APPLICATION = "application";
  private static final String ADMIN = "admin";
  private static final HttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final Duration ADMIN_IDLE = Duration.ofSeconds(30);
  private static final int UNPINNED_SINCE = 24;
  private static final int THREADS = 1024;
  private static final int ADMIN_THREADS = 8;
  private static final int BACKLOG = 1024;
  private static final int REQUEST_HEAD_SIZE = (int) DataSize.kibibytes(8).toBytes();
  private static final int RESPONSE_HEAD_SIZE = (int) DataSize.kibibytes(16).toBytes();

  /** Too small for a token: to find one in the cache takes longer than to read it. */
  private static final int HEADER_CACHE_SIZE = 128;

  private final HttpConfig config;
  private final long bodyBytes;
  private final ShutdownState shutdown;
  private final Metrics metrics;
  private final LogWriter lines;
  private final Clock clock;

  /**
   * A server on the two ports.
   *
   * @param bodyBytes the limit of all request bodies together
   */
  public GatehouseServerFactory(
      HttpConfig config,
      long bodyBytes,
      ShutdownState shutdown,
      Metrics metrics,
      LogWriter lines,
      Clock clock) {
    this.config = config;
    this.bodyBytes = bodyBytes;
    this.shutdown = shutdown;
    this.metrics = metrics;
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public void configure(Environment environment) {
    environment.getApplicationContext().setContextPath("/");
    environment.getAdminContext().setContextPath("/");
  }

  @Override
  public Server build(Environment environment) {
    EventCounter untrusted =
        metrics.counter(
            "gatehouse_untrusted_forwarded_total",
            "Requests with X-Forwarded-For from an address that is not in APP_TRUSTED_PROXIES");
    ResponseHeaders responseHeaders =
        new ResponseHeaders(config, shutdown, clock, untrusted::count);
    ProblemErrorHandler errors = new ProblemErrorHandler(responseHeaders, APPLICATION);
    Server server = new Server(threads());
    server.setErrorHandler(errors);
    server.setRequestLog(
        new HttpRequestLog(
            responseHeaders, APPLICATION, lines, metrics, clock, config.logProbes()));
    server.setStopAtShutdown(true);
    server.setStopTimeout(GRACE.toMillis());
    environment.lifecycle().attach(server);

    Map<Connector, Handler> ports = new LinkedHashMap<>();
    ports.put(
        applicationConnector(server, responseHeaders),
        application(environment, server, responseHeaders, errors));
    ports.put(adminConnector(server), admin(environment, server, errors));
    ports.keySet().forEach(server::addConnector);
    server.setHandler(new RoutingHandler(ports));
    return server;
  }

  /** Virtual threads on a JVM that does not pin them in synchronized blocks, else platform ones. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
    threads.setName("http");
    if (Runtime.version().feature() >= UNPINNED_SINCE) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    return threads;
  }

  /** A separate pool keeps the admin port responsive when the application port is busy. */
  private static QueuedThreadPool adminThreads() {
    QueuedThreadPool threads = new QueuedThreadPool(ADMIN_THREADS, 2);
    threads.setName("admin");
    return threads;
  }

  private Handler application(
      Environment environment,
      Server server,
      ResponseHeaders responseHeaders,
      ProblemErrorHandler errors) {
    MutableServletContextHandler context = environment.getApplicationContext();
    context.setServer(server);
    context.setErrorHandler(errors);
    Servlet jersey = environment.getJerseyServletContainer();
    if (jersey != null) {
      context.addServlet(new ServletHolder("jersey", jersey), environment.jersey().getUrlPattern());
    }
    BodyBudget bodies = new BodyBudget(bodyBytes, config.unfinishedBodiesPerAddress());
    metrics.gauge(
        "gatehouse_request_body_bytes",
        "Bytes that the bodies of requests in flight take",
        () -> (int) Math.min(Integer.MAX_VALUE, bodies.taken()));
    metrics.gauge(
        "gatehouse_unfinished_request_bodies",
        "Bodies of requests that are still arriving",
        bodies::unfinished);
    Predicate<Request> isStreamed =
        jersey instanceof ResourceServlet resources ? resources::isStreamed : request -> false;
    Handler inner =
        new GracefulHandler(new BodyBufferingHandler(responseHeaders, bodies, isStreamed, context));
    return new FrontHandler(responseHeaders, inner, ResponseCompression.around(inner));
  }

  private Handler admin(Environment environment, Server server, ProblemErrorHandler errors) {
    MutableServletContextHandler context = environment.getAdminContext();
    context.setErrorHandler(errors);
    context.addServlet(new ServletHolder("metrics", new MetricsServlet(metrics)), "/metrics");
    return createAdminServlet(
        server, context, environment.metrics(), environment.healthChecks(), environment.admin());
  }

  private Connector applicationConnector(Server server, ResponseHeaders responseHeaders) {
    HttpConfiguration http = http();
    // FrontHandler refuses what the default would, with all headers of the contract
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.addCustomizer(responseHeaders);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(http)) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            SocketChannelEndPoint endPoint =
                new ServerEndPoint(channel, selector, key, getScheduler(), config.requestTimeout());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
          }
        };
    connector.setName(APPLICATION);
    connector.setPort(config.port());
    connector.setIdleTimeout(config.keepAlive().toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  private Connector adminConnector(Server server) {
    HttpConfiguration http = http();
    http.addCustomizer(
        (request, headers) -> {
          headers.put(NOSNIFF);
          return request;
        });
    ServerConnector connector =
        new ServerConnector(
            server, adminThreads(), null, null, -1, -1, new HttpConnectionFactory(http));
    connector.setName(ADMIN);
    connector.setHost(config.adminHost());
    connector.setPort(config.adminPort());
    connector.setIdleTimeout(ADMIN_IDLE.toMillis());
    return connector;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setRequestHeaderSize(REQUEST_HEAD_SIZE);
    http.setResponseHeaderSize(RESPONSE_HEAD_SIZE);
    http.setHeaderCacheSize(HEADER_CACHE_SIZE);
    return http;
  }
}

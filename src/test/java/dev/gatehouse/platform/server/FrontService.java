package dev.gatehouse.platform.server;

import static dev.gatehouse.testing.Await.await;

import ch.qos.logback.classic.Level;
import dev.gatehouse.platform.http.HttpConfig;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.http.Timeouts;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.LogLine;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.Problem;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A small service behind the real front handler, on its own ports, with access to its log. */
final class FrontService implements AutoCloseable {
  static final String ORIGIN = "https://app.example.com";
  private static final long BODY_BYTES = 16L * 1024 * 1024;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LogWriter lines;
  private final ShutdownState shutdown = new ShutdownState();
  private final Metrics metrics = new Metrics("0.0.0-test");
  private final CountDownLatch slowHasBegun = new CountDownLatch(1);
  private final CountDownLatch slowMayEnd = new CountDownLatch(1);
  private final DropwizardTestSupport<Setup> support;

  private FrontService(HttpConfig config, @Nullable LogWriter elsewhere) throws Exception {
    lines = elsewhere == null ? new LogWriter(written) : elsewhere;
    support = new DropwizardTestSupport<>(App.class, new Setup(this, config));
    support.before();
  }

  static FrontService start() throws Exception {
    return start(Duration.ofSeconds(1), Duration.ofMillis(500), List.of());
  }

  static FrontService start(Duration request, Duration keepAlive, List<String> proxies)
      throws Exception {
    return new FrontService(config(0, request, keepAlive, proxies), null);
  }

  static FrontService startOn(int port) throws Exception {
    return new FrontService(
        config(port, Duration.ofSeconds(5), Duration.ofSeconds(5), List.of()), null);
  }

  private static HttpConfig config(
      int port, Duration request, Duration keepAlive, List<String> proxies) {
    return new HttpConfig(
        port,
        0,
        "127.0.0.1",
        "http://localhost:8080",
        List.of(ORIGIN, "https://other.example.com"),
        List.of("X-Tenant"),
        proxies,
        request,
        keepAlive,
        Duration.ZERO,
        256,
        false,
        false);
  }

  /** Runs the service as a process, which writes its port as the first line. */
  public static void main(String[] arguments) throws Exception {
    HttpConfig config = config(0, Duration.ofSeconds(5), Duration.ofSeconds(5), List.of());
    LogWriter output = JsonLogging.ofService().lines();
    FrontService service = new FrontService(config, output);
    GracefulShutdown.onSigterm(
        service.server(), service.shutdown, Duration.ofMillis(Long.parseLong(arguments[0])));
    output.write(new LogLine().number("port", service.port()));
  }

  int port() {
    return port(0);
  }

  int adminPort() {
    return port(1);
  }

  Server server() {
    return support.getEnvironment().getApplicationContext().getServer();
  }

  ShutdownState drain() {
    return shutdown;
  }

  Metrics metrics() {
    return metrics;
  }

  void awaitSlowRequest() throws InterruptedException {
    slowHasBegun.await();
  }

  void letSlowRequestEnd() {
    slowMayEnd.countDown();
  }

  /** The log so far. */
  List<String> log() {
    lines.flush();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The log lines that contain the text, once there are that many. */
  List<String> log(String text, int atLeast) {
    // the line follows the response, on a thread of the server
    return await()
        .until(
            () -> log().stream().filter(line -> line.contains(text)).toList(),
            found -> found.size() >= atLeast);
  }

  @Override
  public void close() {
    slowMayEnd.countDown();
    support.after();
  }

  private int port(int index) {
    return ((ServerConnector) server().getConnectors()[index]).getLocalPort();
  }

  /** The configuration. */
  static final class Setup extends Configuration {
    private final FrontService service;
    private final HttpConfig config;

    Setup(FrontService service, HttpConfig config) {
      this.service = service;
      this.config = config;
    }

    @Override
    public ServerFactory getServerFactory() {
      return new GatehouseServerFactory(
          config, BODY_BYTES, service.shutdown, service.metrics, service.lines, Clock.systemUTC());
    }

    @Override
    public synchronized LoggingFactory getLoggingFactory() {
      return new JsonLogging(service.lines, Level.INFO);
    }
  }

  /** The application. */
  public static final class App extends Application<Setup> {
    @Override
    public void run(Setup setup, Environment environment) {
      environment.jersey().register(new Things(setup.service));
      environment
          .servlets()
          .addServlet(
              "broken",
              new HttpServlet() {
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                  if ("/broken/error".equals(request.getRequestURI())) {
                    response.sendError(503, "secret wording");
                  } else {
                    throw new IllegalStateException("secret reason");
                  }
                }
              })
          .addMapping("/broken/*");
    }
  }

  /** Some resources. */
  @Path("/")
  public static final class Things {
    private final FrontService service;

    Things(FrontService service) {
      this.service = service;
    }

    @GET
    @Path("hello")
    public String hello() {
      LoggerFactory.getLogger("test").info("said hello");
      return "hello";
    }

    @GET
    @Path("public")
    public Response cached() {
      return Response.ok("public")
          .header("Cache-Control", "public, no-cache")
          .header("Vary", "Authorization, Origin, Accept-Encoding")
          .header("Content-Security-Policy", "default-src 'self'")
          .build();
    }

    @GET
    @Path("big")
    public Response big() {
      return Response.ok("x".repeat(5000)).header("ETag", "\"big-1\"").build();
    }

    @GET
    @Path("huge")
    public String huge() {
      return "x".repeat(32_000_000);
    }

    @GET
    @Path("slow")
    public String slow() throws InterruptedException {
      service.slowHasBegun.countDown();
      service.slowMayEnd.await();
      return "slow";
    }

    @POST
    @Path("echo")
    public Response echo(InputStream body) throws IOException {
      try {
        return Response.ok(body.readAllBytes()).build();
      } catch (IOException e) {
        if (!Timeouts.isTimeout(e)) {
          throw e;
        }
        Problem problem = Problem.of(Failure.of(CommonCode.REQUEST_TIMEOUT), "");
        return Response.status(408).type(Problem.MEDIA_TYPE).entity(problem.toJson()).build();
      }
    }

    @POST
    @Path("refuse")
    public Response refuse() {
      return Response.status(413).entity("no").build();
    }
  }
}

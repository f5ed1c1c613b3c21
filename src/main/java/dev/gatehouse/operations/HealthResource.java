package dev.gatehouse.operations;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Deadline;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.HealthProbe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Health for load balancers and orchestrators, on the application port. */
@Path("/")
@Section(name = "Operating", about = "Health for load balancers and orchestrators.")
public final class HealthResource {
  static final Duration LONGEST_WAIT = Duration.ofMillis(1500);
  private static final String OK = "ok";
  private static final String UNAVAILABLE = "unavailable";

  private final Database database;
  private final SchemaCheck schema;
  private final ShutdownState shutdown;

  HealthResource(Database database, SchemaCheck schema, ShutdownState shutdown) {
    this.database = database;
    this.schema = schema;
    this.shutdown = shutdown;
  }

  public record HealthView(@Example("ok") String status) {}

  /**
   * The response of a check with parts.
   *
   * @param checks by name, {@code ok} or what is wrong
   */
  public record ReadinessView(
      @Example("ok") String status,
      @Example("{\"database\":\"ok\",\"schema\":\"ok\",\"drain\":\"ok\"}")
          Map<String, String> checks) {}

  @GET
  @Path("healthz")
  @HealthProbe
  @Endpoint(
      id = "getHealth",
      summary = "Check the database",
      response = HealthView.class,
      alsoAt = 503)
  public Response health() {
    boolean answers = database.responds(LONGEST_WAIT);
    return respond(answers, new HealthView(answers ? OK : UNAVAILABLE));
  }

  @GET
  @Path("livez")
  @HealthProbe
  @Endpoint(id = "getLiveness", summary = "Check that the process is alive")
  public HealthView live() {
    return new HealthView(OK);
  }

  @GET
  @Path("readyz")
  @HealthProbe
  @Endpoint(
      id = "getReadiness",
      summary = "Check that the service is ready for requests",
      response = ReadinessView.class,
      alsoAt = 503)
  public Response ready() {
    Map<String, String> checks = new LinkedHashMap<>();
    Deadline deadline = Deadline.in(LONGEST_WAIT);
    boolean answers = database.responds(deadline.left());
    checks.put("database", answers ? OK : UNAVAILABLE);
    checks.put("schema", answers ? schemaState(deadline.left()) : "unknown");
    checks.put("drain", shutdown.isDraining() ? "draining" : OK);
    boolean isReady = checks.values().stream().allMatch(OK::equals);
    return respond(isReady, new ReadinessView(isReady ? OK : UNAVAILABLE, checks));
  }

  private String schemaState(Duration limit) {
    return database
        .ask(schema.query(), limit)
        .map(state -> state.isBehind() ? "behind" : OK)
        .orElse("unknown");
  }

  private static Response respond(boolean good, Record view) {
    return Response.status(good ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(view)
        .build();
  }
}

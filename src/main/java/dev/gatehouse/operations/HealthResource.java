package dev.gatehouse.operations;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.SchemaCheck;
import dev.gatehouse.platform.http.Drain;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Health for load balancers and orchestrators, on the application port. */
@Path("/")
public final class HealthResource {
  static final Duration LONGEST_WAIT = Duration.ofMillis(1500);
  private static final String OK = "ok";
  private static final String UNAVAILABLE = "unavailable";

  private final Database database;
  private final SchemaCheck schema;
  private final Drain drain;

  HealthResource(Database database, SchemaCheck schema, Drain drain) {
    this.database = database;
    this.schema = schema;
    this.drain = drain;
  }

  /** The answer of a check without parts. */
  public record HealthView(String status) {}

  /**
   * The answer of a check with parts.
   *
   * @param checks by name, {@code ok} or what is wrong
   */
  public record ReadinessView(String status, Map<String, String> checks) {}

  /** Whether the database answers. */
  @GET
  @Path("healthz")
  public Response health() {
    boolean answers = database.answers(LONGEST_WAIT);
    return answer(answers, new HealthView(answers ? OK : UNAVAILABLE));
  }

  /** Whether the process lives. */
  @GET
  @Path("livez")
  public HealthView live() {
    return new HealthView(OK);
  }

  /** Whether requests should be sent here. */
  @GET
  @Path("readyz")
  public Response ready() {
    Map<String, String> checks = new LinkedHashMap<>();
    boolean answers = database.answers(LONGEST_WAIT);
    checks.put("database", answers ? OK : UNAVAILABLE);
    checks.put("schema", answers ? schemaState() : "unknown");
    checks.put("drain", drain.isDraining() ? "draining" : OK);
    boolean isReady = checks.values().stream().allMatch(OK::equals);
    return answer(isReady, new ReadinessView(isReady ? OK : UNAVAILABLE, checks));
  }

  private String schemaState() {
    try {
      return schema.state().isBehind() ? "behind" : OK;
    } catch (RuntimeException e) {
      return "unknown";
    }
  }

  private static Response answer(boolean good, Record view) {
    return Response.status(good ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(view)
        .build();
  }
}

package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.MethodPolicy;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Records the route, and refuses an id that matches its pattern but is too large. */
@Priority(Priorities.AUTHENTICATION - 1)
final class RouteFilter implements ContainerRequestFilter {
  private static final String LARGEST_ID = Long.toString(Long.MAX_VALUE);

  private final MethodPolicy policy;

  RouteFilter(MethodPolicy policy) {
    this.policy = policy;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    RequestContext context = RequestContext.of(request);
    context.policy(policy);
    RequestInfo info = context.info();
    info.route(policy.route());
    info.probe(policy.isProbe());
    if (policy.hasId()) {
      checkId(request.getUriInfo().getPathParameters().getFirst("id"));
    }
    if (policy.hasKeyId()) {
      checkId(request.getUriInfo().getPathParameters().getFirst("kid"));
    }
    info.pathTyped(policy.hasTypedPath());
  }

  /** The pattern takes any 19 digits, but not all such numbers fit into 64 bits. */
  private static void checkId(@Nullable String id) {
    if (id == null || (id.length() == LARGEST_ID.length() && id.compareTo(LARGEST_ID) > 0)) {
      throw Failure.notFound();
    }
  }
}

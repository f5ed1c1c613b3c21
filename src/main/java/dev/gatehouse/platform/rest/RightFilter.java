package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.Requires;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Checks that the caller has the right that the method {@link Requires}. */
@Priority(Priorities.AUTHORIZATION)
final class RightFilter implements ContainerRequestFilter {
  private final String right;

  RightFilter(String right) {
    this.right = right;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!RequestContext.of(request).caller().map(caller -> caller.holds(right)).orElse(false)) {
      throw Failure.of(CommonCode.FORBIDDEN);
    }
  }
}

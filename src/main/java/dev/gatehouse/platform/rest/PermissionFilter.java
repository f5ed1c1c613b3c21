package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;

/** Checks that the caller holds one of the permissions that the method {@link Requires}. */
@Priority(Priorities.AUTHORIZATION)
final class PermissionFilter implements ContainerRequestFilter {
  private final List<String> permissions;

  PermissionFilter(List<String> permissions) {
    this.permissions = permissions;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Caller caller =
        RequestContext.of(request)
            .caller()
            .orElseThrow(() -> Failure.of(CommonCode.UNAUTHENTICATED));
    caller.requireOneOf(permissions);
  }
}

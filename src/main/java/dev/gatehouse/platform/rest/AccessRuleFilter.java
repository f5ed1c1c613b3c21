package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Optional;

/** Checks a feature's {@link AccessRule}. */
@Priority(Priorities.AUTHORIZATION + 1)
final class AccessRuleFilter implements ContainerRequestFilter {
  private final AccessRule rule;
  private final boolean hasId;

  AccessRuleFilter(AccessRule rule, boolean hasId) {
    this.rule = rule;
    this.hasId = hasId;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Caller> caller = RequestContext.of(request).caller();
    if (hasId) {
      rule.check(caller, Long.parseLong(request.getUriInfo().getPathParameters().getFirst("id")));
    } else {
      rule.check(caller);
    }
  }
}

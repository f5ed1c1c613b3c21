package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.routing.AccessRule;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Checks a feature's {@link AccessRule}. */
@Priority(Priorities.AUTHORIZATION + 1)
final class AccessRuleFilter implements ContainerRequestFilter {
  private final AccessRule rule;

  AccessRuleFilter(AccessRule rule) {
    this.rule = rule;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    rule.check(RequestContext.of(request).caller());
  }
}

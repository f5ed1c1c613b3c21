package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Refuses callers of another kind than the one that the method takes. */
@Priority(Priorities.AUTHORIZATION - 1)
final class CallerKindFilter implements ContainerRequestFilter {
  private final Class<? extends Caller> kind;

  CallerKindFilter(Class<? extends Caller> kind) {
    this.kind = kind;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Caller caller = RequestContext.of(request).caller().filter(this::isOther).orElse(null);
    if (caller != null && kind == Caller.ServiceAccount.class) {
      throw Failure.of(CommonCode.FORBIDDEN, "Only a service account can do this.");
    }
    if (caller instanceof Caller.ServiceAccount) {
      throw Failure.of(CommonCode.PERSON_REQUIRED);
    }
    if (caller != null) {
      throw Failure.of(CommonCode.FORBIDDEN, "An API key cannot do this: sign in.");
    }
  }

  private boolean isOther(Caller caller) {
    return !kind.isInstance(caller);
  }
}

package dev.gatehouse.signin;

import dev.gatehouse.platform.rest.RequestContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Lets a refresh by cookie come without a body and its type, as it has nothing to say. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
record EmptyRefreshFilter(SessionCookies cookies) implements ContainerRequestFilter {
  private static final String PATH = "api/v1/auth/refresh";

  @Override
  public void filter(ContainerRequestContext request) {
    if (cookies.isAskedBy(request.getHeaderString(SessionCookies.HEADER))
        && request.getUriInfo().getPath().equals(PATH)) {
      RequestContext.implyBody(request);
    }
  }
}

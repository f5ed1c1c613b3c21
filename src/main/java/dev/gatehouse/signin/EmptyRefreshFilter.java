package dev.gatehouse.signin;

import dev.gatehouse.platform.rest.RequestContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.regex.Pattern;

/** Lets a refresh by cookie come without a body and its type, as it has nothing to say. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
record EmptyRefreshFilter(SessionCookies cookies) implements ContainerRequestFilter {
  private static final Pattern PATH = Pattern.compile("api/v1/auth/refresh/?");

  @Override
  public void filter(ContainerRequestContext request) {
    if (cookies.isAskedBy(request.getHeaderString(SessionCookies.HEADER))
        && PATH.matcher(request.getUriInfo().getPath()).matches()) {
      RequestContext.implyBody(request);
    }
  }
}

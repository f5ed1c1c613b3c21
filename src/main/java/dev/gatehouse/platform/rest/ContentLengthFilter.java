package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Refuses a body whose Content-Length exceeds the method's limit, before any of it is read. */
@Priority(Priorities.ENTITY_CODER)
final class ContentLengthFilter implements ContainerRequestFilter {
  private final long maxBytes;

  ContentLengthFilter(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (RequestContext.of(request).request().getContentLengthLong() > maxBytes) {
      throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
    }
  }
}

package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Enumeration;

/** Checks the form of the Idempotency-Key. */
@Priority(Priorities.HEADER_DECORATOR)
final class IdempotencyKeyFilter implements ContainerRequestFilter {
  static final String HEADER = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;

  @Override
  public void filter(ContainerRequestContext request) {
    Enumeration<String> lines = RequestContext.of(request).request().getHeaders(HEADER);
    if (lines.hasMoreElements() && !(isKey(lines.nextElement()) && !lines.hasMoreElements())) {
      throw Failure.of(
          CommonCode.BAD_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters");
    }
  }

  private static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}

package dev.gatehouse.platform.rest;

import org.jspecify.annotations.Nullable;

/** The exchange under way on each thread. */
final class CurrentRequest {
  @SuppressWarnings("ThreadLocalUsage") // one instance per application, not one per request
  private final ThreadLocal<@Nullable RequestContext> current = new ThreadLocal<>();

  RequestContext current() {
    RequestContext context = current.get();
    if (context == null) {
      throw new IllegalStateException("No request is under way on this thread");
    }
    return context;
  }

  void begin(RequestContext context) {
    current.set(context);
  }

  void end() {
    current.remove();
  }
}

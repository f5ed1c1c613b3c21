package dev.gatehouse.platform.http;

import org.jspecify.annotations.Nullable;

/** The exchange under way on each thread. */
final class Exchanges {
  @SuppressWarnings("ThreadLocalUsage") // one instance per application, not one per request
  private final ThreadLocal<@Nullable Exchange> current = new ThreadLocal<>();

  Exchange current() {
    Exchange exchange = current.get();
    if (exchange == null) {
      throw new IllegalStateException("No request is under way on this thread");
    }
    return exchange;
  }

  void begin(Exchange exchange) {
    current.set(exchange);
  }

  void end() {
    current.remove();
  }
}

package dev.gatehouse.platform.http;

import org.slf4j.MDC;

/** Adds the ids of a request to every line that its thread logs. */
public final class LogContext {
  private LogContext() {}

  public static void begin(RequestInfo info) {
    MDC.put("request_id", info.requestId());
    String traceId = info.traceId();
    if (traceId != null) {
      MDC.put("trace_id", traceId);
    }
  }

  /** Adds the id of the authenticated user. */
  public static void user(long id) {
    MDC.put("user_id", Long.toString(id));
  }

  public static void end() {
    MDC.clear();
  }
}

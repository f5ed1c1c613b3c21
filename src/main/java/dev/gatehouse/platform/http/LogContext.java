package dev.gatehouse.platform.http;

import org.slf4j.MDC;

/** The ids of a request in every line that its thread logs. */
final class LogContext {
  private LogContext() {}

  static void begin(RequestInfo info) {
    MDC.put("request_id", info.requestId());
    String traceId = info.traceId();
    if (traceId != null) {
      MDC.put("trace_id", traceId);
    }
  }

  static void end() {
    MDC.clear();
  }
}

package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.Actor;
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

  /** Adds the authenticated caller. */
  public static void actor(Actor actor) {
    MDC.put(key(actor), Long.toString(actor.id()));
  }

  /** The key of the log under which the id of a caller stands. */
  public static String key(Actor actor) {
    return switch (actor.kind()) {
      case PERSON -> "user_id";
      case SERVICE_ACCOUNT -> "service_account_id";
    };
  }

  public static void end() {
    MDC.clear();
  }
}

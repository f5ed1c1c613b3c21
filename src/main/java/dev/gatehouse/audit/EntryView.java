package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.OpenObject;
import dev.gatehouse.platform.openapi.TermOf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as administrators see it. ip, user_agent and detail are null once erased. */
record EntryView(
    long id,
    Instant at,
    @Nullable Long actorId,
    @TermOf(AuditAction.class) @Example("session.created") String action,
    @About("The kind of target; more kinds may be added.") @Example("session") String targetType,
    @Example("0f8fad5b-d9cb-469f-a165-70867728950e") String targetId,
    @Example("192.0.2.7") @Nullable String ip,
    @Example("curl/8.14.1") @Nullable String userAgent,
    @Example("81b98631-25c8-4dbf-8636-375eb1a18603") @Nullable String requestId,
    @About("What the action says beside its target; null once erased. It may have any members.")
        @OpenObject
        @Example("{}")
        @JsonRawValue
        @Nullable String detail) {
  static EntryView of(AuditEntry entry) {
    return new EntryView(
        entry.id(),
        entry.at(),
        entry.actorId(),
        entry.action(),
        entry.targetType(),
        entry.targetId(),
        entry.ip(),
        entry.userAgent(),
        entry.requestId(),
        entry.detail());
  }
}

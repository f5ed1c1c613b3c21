package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as administrators see it; ip, user_agent and detail are null once they are erased. */
record EntryView(
    long id,
    Instant at,
    @Nullable Long actorId,
    String action,
    String targetType,
    String targetId,
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String requestId,
    @JsonRawValue @Nullable String detail) {
  static EntryView of(Entry entry) {
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

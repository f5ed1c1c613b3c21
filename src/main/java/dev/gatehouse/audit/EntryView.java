package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.OpenObject;
import dev.gatehouse.platform.openapi.TermOf;
import dev.gatehouse.platform.security.Actor;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An entry as administrators see it. ip, user_agent and detail are null once erased. */
record EntryView(
    long id,
    Instant at,
    @About(
            "Who acted: a person, a service account, or the system, which stands for commands of"
                + " the operator and for callers without a token too.")
        @Example("person")
        String actorType,
    @About("The id of a person, as a number, or `sa-` and the id of a service account, as a text.")
        @Example("12")
        @Nullable Object actorId,
    @About("The id of the actor's API key, if one was used.") @Nullable Long actorKeyId,
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
  private static final String SYSTEM = "system";

  static EntryView of(AuditEntry entry) {
    Actor actor = entry.actor();
    return new EntryView(
        entry.id(),
        entry.at(),
        actor == null ? SYSTEM : actor.kind().name().toLowerCase(Locale.ROOT),
        actor == null ? null : actor.shown(),
        entry.actorKeyId(),
        entry.action(),
        entry.targetType(),
        entry.targetId(),
        entry.ip(),
        entry.userAgent(),
        entry.requestId(),
        entry.detail());
  }
}

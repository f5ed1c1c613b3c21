package dev.gatehouse.sessions;

import dev.gatehouse.platform.openapi.Example;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as its user and administrators see it. */
public record SessionView(
    UUID id,
    Instant createdAt,
    Instant lastUsedAt,
    @Example("192.0.2.7") String ip,
    @Example("curl/8.14.1") @Nullable String userAgent,
    boolean current) {

  public record Sessions(List<SessionView> items) {}

  /** The list as seen from the given session, if any. */
  public static Sessions all(List<Session> sessions, Optional<UUID> own) {
    return new Sessions(sessions.stream().map(session -> of(session, own)).toList());
  }

  /** The view as seen from the given session, if any. */
  static SessionView of(Session session, Optional<UUID> own) {
    return new SessionView(
        session.id(),
        session.createdAt(),
        session.lastUsedAt(),
        session.ip(),
        session.userAgent(),
        own.filter(session.id()::equals).isPresent());
  }
}

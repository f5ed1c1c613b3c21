package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Target;
import dev.gatehouse.platform.database.Row;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Opens, carries on and ends sessions. */
public final class SessionService {
  private static final String SESSION_ID = "session_id";

  private final SessionDao dao;
  private final RefreshTokens refreshTokens;
  private final SessionsConfig config;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  SessionService(
      SessionDao dao,
      RefreshTokens refreshTokens,
      SessionsConfig config,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.refreshTokens = refreshTokens;
    this.config = config;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Opens a session and ends the user's oldest one if there are too many. To be called in a
   * transaction that holds a lock on the user, so that two sign-ins at once count each other.
   *
   * @param factor what was asked for last, for the audit trail
   */
  public OpenSession open(long userId, String clientId, String factor, Origin origin) {
    Instant now = clock.instant();
    Session session =
        new Session(
            UUID.randomUUID(),
            userId,
            clientId,
            now,
            now,
            now.plus(idle()),
            origin.ip(),
            origin.userAgent(),
            1);
    dao.insert(session);
    dao.trim(userId, config.perUser());
    audit.record(
        origin.by(userId),
        SessionAction.SESSION_CREATED,
        Target.user(userId),
        Map.of(SESSION_ID, session.id(), "client_id", clientId, "factor", factor));
    return opened(session, now);
  }

  /**
   * Replaces a refresh token. One that was replaced only just now gets the session's current token
   * once more; one replaced earlier was stolen by somebody, and ends the session.
   *
   * @throws Failure {@code invalid_refresh_token}
   */
  public OpenSession refresh(String token, Origin origin) {
    RefreshTokens.Content content =
        refreshTokens.read(token).orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
    Instant now = clock.instant();
    return transactions
        .inTurn(
            Row.of("session", content.sessionId()),
            () ->
                dao.refresh(
                    content.sessionId(),
                    content.generation(),
                    now,
                    now.minus(config.refreshGrace()),
                    now.plus(idle()),
                    (double) Duration.ofDays(config.maxDays()).toSeconds()))
        .map(session -> opened(session, now))
        .orElseThrow(
            () -> {
              endReused(content.sessionId(), now, origin);
              return Failure.of(SessionCode.INVALID_REFRESH_TOKEN);
            });
  }

  private void endReused(UUID sessionId, Instant now, Origin origin) {
    transactions.run(
        Row.of("session", sessionId),
        () ->
            dao.deleteLive(sessionId, now)
                .ifPresent(
                    userId ->
                        audit.record(
                            origin,
                            SessionAction.SESSION_REUSE_DETECTED,
                            Target.user(userId),
                            Map.of(SESSION_ID, sessionId))));
  }

  /** Whether the user's session has neither ended nor expired. */
  public boolean isLive(long userId, UUID sessionId) {
    return dao.isLive(sessionId, userId, clock.instant());
  }

  /** The user's live sessions, newest first. */
  public List<Session> list(long userId) {
    return dao.listOf(userId, clock.instant());
  }

  /**
   * Ends one session of the user.
   *
   * @throws Failure {@code not_found} if the user has no such session
   */
  public void end(long userId, UUID sessionId, Origin origin) {
    transactions.run(
        Row.of("session", sessionId),
        () -> {
          if (dao.delete(sessionId, userId) == 0) {
            throw Failure.notFound();
          }
          recordEnd(userId, Map.of(SESSION_ID, sessionId), origin);
        });
  }

  /** Ends the caller's own session; one that another request has ended meanwhile has ended. */
  public void signOut(Caller caller, Origin origin) {
    transactions.run(
        () -> {
          if (dao.delete(caller.sessionId(), caller.id()) > 0) {
            recordEnd(caller.id(), Map.of(SESSION_ID, caller.sessionId()), origin);
          }
        });
  }

  /** Ends the user's sessions but one, because that is what somebody wants. */
  public void endOthers(long userId, UUID kept, Origin origin) {
    transactions.run(
        Row.of("app_user", userId),
        () -> {
          int count = dao.deleteOthers(userId, kept);
          recordEnd(userId, Map.of("count", count, "kept_session_id", kept), origin);
        });
  }

  /** Ends the user's sessions, because that is what somebody wants. */
  public void endAll(long userId, Origin origin) {
    transactions.run(
        Row.of("app_user", userId),
        () -> recordEnd(userId, Map.of("count", dao.deleteAll(userId)), origin));
  }

  /** Ends the user's sessions but one as a part of something greater, which is recorded. */
  public void endOthers(long userId, UUID kept) {
    dao.deleteOthers(userId, kept);
  }

  /** Ends the user's sessions as a part of something greater, which is recorded. */
  public void endAll(long userId) {
    dao.deleteAll(userId);
  }

  /** Sweeps what has ended by itself. */
  void sweep() {
    Instant now = clock.instant();
    while (dao.deleteExpired(now) > 0) {
      // until nothing is left
    }
  }

  private void recordEnd(long userId, Map<String, Object> detail, Origin origin) {
    audit.record(origin, SessionAction.SESSION_ENDED, Target.user(userId), detail);
  }

  private Duration idle() {
    return Duration.ofDays(config.idleDays());
  }

  private OpenSession opened(Session session, Instant now) {
    return new OpenSession(
        session,
        refreshTokens.make(session.id(), session.generation()),
        Duration.between(now, session.expiresAt()));
  }
}

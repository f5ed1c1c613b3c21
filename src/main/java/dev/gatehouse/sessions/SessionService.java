package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public IssuedSession open(long userId, String clientId, String factor, RequestOrigin origin) {
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
        AuditTarget.user(userId),
        Map.of(SESSION_ID, session.id(), "client_id", clientId, "factor", factor));
    return opened(session, now);
  }

  /**
   * Replaces a refresh token. One that was replaced only just now gets the session's current token
   * once more. One replaced earlier gets a new token if its successor was never used: the answer
   * was lost. Any other was in two hands, and ends the session.
   *
   * <p>Neither a thief nor the owner can go on for long while the other does. A use of either gives
   * the session a current token that the other does not know, unless the other comes within the
   * grace. What the other holds is then void or has a successor that was used, which ends the
   * session; or it is the token that the current one replaced, which voids that one, and the first
   * one ends the session by coming back. RefreshModel plays it out in the tests.
   *
   * @throws Failure {@code invalid_refresh_token}
   */
  public IssuedSession refresh(String token, RequestOrigin origin) {
    RefreshTokens.Content content =
        refreshTokens.read(token).orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
    Instant now = clock.instant();
    ContendedRow wanted = ContendedRow.of("session", content.sessionId());
    return transactions
        .inTurn(wanted, () -> rotate(content, now))
        .or(() -> transactions.inTransaction(wanted, () -> recoverOrEnd(content, now, origin)))
        .map(session -> opened(session, now))
        .orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
  }

  private Optional<Session> rotate(RefreshTokens.Content token, Instant now) {
    return dao.refresh(
        token.sessionId(),
        token.generation(),
        now,
        now.minus(config.refreshGrace()),
        now.plus(idle()),
        longestSeconds());
  }

  /** Judges anew under a lock: what was refused may have been recovered by another meanwhile. */
  private Optional<Session> recoverOrEnd(
      RefreshTokens.Content token, Instant now, RequestOrigin origin) {
    UUID id = token.sessionId();
    if (dao.lock(id, now).isEmpty()) {
      return Optional.empty();
    }
    Optional<Session> going = rotate(token, now);
    if (going.isPresent()) {
      return going;
    }
    Optional<Session> recovered =
        dao.recover(
            id,
            token.generation(),
            now,
            now.minus(config.refreshGrace()),
            now.plus(idle()),
            longestSeconds());
    if (recovered.isPresent()) {
      record(recovered.get().userId(), id, SessionAction.SESSION_RECOVERED, origin);
    } else {
      dao.deleteLive(id, now)
          .ifPresent(userId -> record(userId, id, SessionAction.SESSION_REUSE_DETECTED, origin));
    }
    return recovered;
  }

  private void record(long userId, UUID sessionId, SessionAction action, RequestOrigin origin) {
    audit.record(origin, action, AuditTarget.user(userId), Map.of(SESSION_ID, sessionId));
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
  public void end(long userId, UUID sessionId, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("session", sessionId),
        () -> {
          if (dao.delete(sessionId, userId) == 0) {
            throw Failure.notFound();
          }
          recordEnd(userId, Map.of(SESSION_ID, sessionId), origin);
        });
  }

  /** Ends the caller's own session; one that another request has ended meanwhile has ended. */
  public void signOut(Caller caller, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("session", caller.sessionId()),
        () -> {
          if (dao.delete(caller.sessionId(), caller.id()) > 0) {
            recordEnd(caller.id(), Map.of(SESSION_ID, caller.sessionId()), origin);
          }
        });
  }

  /** Ends the user's sessions but one, because that is what somebody wants. */
  public void endOthers(long userId, UUID kept, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("app_user", userId),
        () -> {
          int count = dao.deleteOthers(userId, kept);
          recordEnd(userId, Map.of("count", count, "kept_session_id", kept), origin);
        });
  }

  /** Ends the user's sessions, because that is what somebody wants. */
  public void endAll(long userId, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("app_user", userId),
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

  private void recordEnd(long userId, Map<String, Object> detail, RequestOrigin origin) {
    audit.record(origin, SessionAction.SESSION_ENDED, AuditTarget.user(userId), detail);
  }

  private double longestSeconds() {
    return Duration.ofDays(config.maxDays()).toSeconds();
  }

  private Duration idle() {
    return Duration.ofDays(config.idleDays());
  }

  private IssuedSession opened(Session session, Instant now) {
    return new IssuedSession(
        session,
        refreshTokens.make(session.id(), session.generation()),
        Duration.between(now, session.expiresAt()));
  }
}

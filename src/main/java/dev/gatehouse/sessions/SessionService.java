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
import java.util.TreeMap;
import java.util.UUID;

/** Opens, refreshes and ends sessions. */
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
   * Opens a session and ends the user's oldest one if there are too many. Call in a transaction
   * that holds a lock on the user, so that concurrent sign-ins count each other.
   *
   * @param owner its user, as locked
   */
  public IssuedSession open(NewSession opening, SessionOwner owner, RequestOrigin origin) {
    Instant now = clock.instant();
    long userId = opening.userId();
    Session session =
        new Session(
            UUID.randomUUID(),
            userId,
            opening.clientId(),
            now,
            now,
            now.plus(idle()),
            origin.ip(),
            origin.userAgent(),
            opening.scope(),
            1,
            opening.amr());
    dao.insert(session, refreshTokens.epoch());
    dao.trim(userId, config.perUser());
    audit.record(
        origin.by(userId),
        SessionAction.SESSION_CREATED,
        AuditTarget.user(userId),
        createdDetail(session, opening.factor()));
    return opened(new RefreshedSession(session, owner), now);
  }

  private static Map<String, Object> createdDetail(Session session, String factor) {
    Map<String, Object> detail =
        new TreeMap<>(
            Map.of(SESSION_ID, session.id(), "client_id", session.clientId(), "factor", factor));
    session.scope().ifPresent(scope -> detail.put("scope", String.join(" ", scope)));
    return detail;
  }

  /**
   * Replaces a refresh token. One replaced within the grace period gets the session's current
   * token. One replaced earlier gets a new token if its successor was never used, because the
   * response was lost. Any other has leaked and ends the session.
   *
   * <p>A thief and the owner cannot both go on for long. Each use gives the session a current token
   * that the other does not know, unless the other comes within the grace period. The other's token
   * is then void, or its successor was used, which ends the session. Or it is the one that the
   * current token replaced; using it voids the current one, whose holder ends the session at the
   * next refresh. RefreshModel simulates this in the tests.
   *
   * @throws Failure {@code invalid_refresh_token}
   */
  public IssuedSession refresh(String token, RequestOrigin origin) {
    RefreshTokens.Content content =
        refreshTokens.read(token).orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
    Instant now = clock.instant();
    ContendedRow contended = ContendedRow.of("session", content.sessionId());
    return transactions
        .inTurn(contended, () -> rotate(content, now))
        .or(() -> transactions.inTransaction(contended, () -> recoverOrEnd(content, now, origin)))
        .map(session -> opened(session, now))
        .orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
  }

  private Optional<RefreshedSession> rotate(RefreshTokens.Content token, Instant now) {
    return dao.refresh(
        token.sessionId(),
        token.generation(),
        now,
        now.minus(config.refreshGrace()),
        now.plus(idle()),
        longestSeconds());
  }

  /**
   * Validates again under a lock, because another request may have recovered the session meanwhile.
   */
  private Optional<RefreshedSession> recoverOrEnd(
      RefreshTokens.Content token, Instant now, RequestOrigin origin) {
    UUID id = token.sessionId();
    if (dao.lock(id, now).isEmpty()) {
      return Optional.empty();
    }
    Optional<RefreshedSession> refreshed = rotate(token, now);
    if (refreshed.isPresent()) {
      return refreshed;
    }
    Optional<RefreshedSession> recovered =
        dao.recover(
            id,
            token.generation(),
            now,
            now.minus(config.refreshGrace()),
            now.plus(idle()),
            longestSeconds());
    if (recovered.isPresent()) {
      record(recovered.get().session().userId(), id, SessionAction.SESSION_RECOVERED, origin);
    } else {
      dao.deleteLive(id, now)
          .ifPresent(userId -> record(userId, id, SessionAction.SESSION_REUSE_DETECTED, origin));
    }
    return recovered;
  }

  /** The session that a refresh token would refresh now; changes nothing. */
  public Optional<Session> find(String refreshToken) {
    Instant now = clock.instant();
    return refreshTokens
        .read(refreshToken)
        .flatMap(
            content ->
                dao.findByRefreshToken(
                    content.sessionId(),
                    content.generation(),
                    now,
                    now.minus(config.refreshGrace())));
  }

  /**
   * Ends the session of a refresh token, which may have been replaced long ago: whoever uses such a
   * one ends the session too. Does nothing if the token is not genuine.
   */
  public void revoke(String refreshToken, RequestOrigin origin) {
    refreshTokens
        .read(refreshToken)
        .ifPresent(
            content ->
                transactions.run(
                    ContendedRow.of("session", content.sessionId()),
                    () ->
                        dao.deleteLive(content.sessionId(), clock.instant())
                            .ifPresent(userId -> recordEnd(userId, content.sessionId(), origin))));
  }

  /** Ends the session of a token that its holder revokes; does nothing if it has already ended. */
  public void revoke(long userId, UUID sessionId, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("session", sessionId),
        () -> {
          if (dao.delete(sessionId, userId) > 0) {
            recordEnd(userId, sessionId, origin);
          }
        });
  }

  /** By its user: only the holder of a token can revoke it. */
  private void recordEnd(long userId, UUID sessionId, RequestOrigin origin) {
    recordEnd(userId, Map.of(SESSION_ID, sessionId), origin.by(userId));
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

  /** Ends the caller's own session; does nothing if it has already ended. */
  public void signOut(Caller.SignedInPerson caller, RequestOrigin origin) {
    revoke(caller.id(), caller.sessionId(), origin);
  }

  /** Ends all but one of the user's sessions as an action of its own, which is recorded. */
  public void endOthers(long userId, Optional<UUID> kept, RequestOrigin origin) {
    kept.ifPresentOrElse(
        session -> endOthers(userId, session, origin), () -> endAll(userId, origin));
  }

  private void endOthers(long userId, UUID kept, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("app_user", userId),
        () -> {
          int count = dao.deleteOthers(userId, kept);
          recordEnd(userId, Map.of("count", count, "kept_session_id", kept), origin);
        });
  }

  /** Ends all of the user's sessions as an action of its own, which is recorded. */
  public void endAll(long userId, RequestOrigin origin) {
    transactions.run(
        ContendedRow.of("app_user", userId),
        () -> recordEnd(userId, Map.of("count", dao.deleteAll(userId)), origin));
  }

  /** Ends all but one of the user's sessions as part of another, recorded action. */
  public void endOthers(long userId, UUID kept) {
    dao.deleteOthers(userId, kept);
  }

  /** Ends all of the user's sessions as part of another, recorded action. */
  public void endAll(long userId) {
    dao.deleteAll(userId);
  }

  /** Deletes expired sessions. */
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

  private IssuedSession opened(RefreshedSession opened, Instant now) {
    Session session = opened.session();
    return new IssuedSession(
        session,
        opened.owner(),
        refreshTokens.make(session.id(), session.generation()),
        Duration.between(now, session.expiresAt()));
  }
}

package dev.gatehouse.sessions;

import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens, carries on and ends sessions. */
public final class SessionService {
  private static final int LONGEST_USER_AGENT = 500;

  private final SessionDao dao;
  private final RefreshTokens refreshTokens;
  private final SessionsConfig config;
  private final Transactions transactions;
  private final Clock clock;

  SessionService(
      SessionDao dao,
      RefreshTokens refreshTokens,
      SessionsConfig config,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.refreshTokens = refreshTokens;
    this.config = config;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Opens a session and ends the user's oldest one if there are too many. To be called in a
   * transaction that holds a lock on the user, so that two sign-ins at once count each other.
   */
  public OpenSession open(long userId, String clientId, Device device) {
    Instant now = clock.instant();
    Session session =
        new Session(
            UUID.randomUUID(),
            userId,
            clientId,
            now,
            now,
            now.plus(idle()),
            device.ip(),
            shorten(device.userAgent()),
            1);
    dao.insert(session);
    dao.trim(userId, config.perUser());
    return opened(session, now);
  }

  /**
   * Replaces a refresh token. One that was replaced only just now gets the session's current token
   * once more; one replaced earlier was stolen by somebody, and ends the session.
   *
   * @throws Failure {@code invalid_refresh_token}
   */
  public OpenSession refresh(String token) {
    RefreshTokens.Content content =
        refreshTokens.read(token).orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN));
    Instant now = clock.instant();
    return dao.refresh(
            content.sessionId(),
            content.generation(),
            now,
            now.minus(config.refreshGrace()),
            now.plus(idle()),
            (double) Duration.ofDays(config.maxDays()).toSeconds())
        .map(session -> opened(session, now))
        .orElseThrow(
            () -> {
              dao.delete(content.sessionId());
              return Failure.of(SessionCode.INVALID_REFRESH_TOKEN);
            });
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
  public void end(long userId, UUID sessionId) {
    transactions.run(
        () -> {
          if (dao.delete(sessionId, userId) == 0) {
            throw Failure.notFound();
          }
        });
  }

  /** Ends the user's sessions but one. */
  public void endOthers(long userId, UUID kept) {
    dao.deleteOthers(userId, kept);
  }

  public void endAll(long userId) {
    dao.deleteAll(userId);
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

  private static @Nullable String shorten(@Nullable String userAgent) {
    return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
        ? userAgent
        : userAgent.substring(0, LONGEST_USER_AGENT);
  }
}

package dev.gatehouse.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Ends access tokens that have no session. Thread-safe. */
public final class RevokedTokens {
  /** Nodes whose clocks are behind may take a token that others think over. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final RevokedTokenDao dao;
  private final Clock clock;

  RevokedTokens(RevokedTokenDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** Ends a token; false if it had ended or expired before. */
  public boolean revoke(AccessToken.OfAccount token) {
    Instant forgotten = token.expiresAt().plus(AccessTokens.LEEWAY).plus(MARGIN);
    return clock.instant().isBefore(forgotten) && dao.insert(token.id(), forgotten) == 1;
  }

  void sweep() {
    while (dao.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }
}

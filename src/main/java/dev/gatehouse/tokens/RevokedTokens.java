package dev.gatehouse.tokens;

import java.time.Clock;

/** Ends access tokens that have no session. Thread-safe. */
public final class RevokedTokens {
  private final RevokedTokenDao dao;
  private final Clock clock;

  RevokedTokens(RevokedTokenDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** Ends a token; false if it had ended before. */
  public boolean revoke(AccessToken.OfAccount token) {
    return dao.insert(token.id(), token.expiresAt().plus(AccessTokens.LEEWAY)) == 1;
  }

  void sweep() {
    while (dao.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }
}

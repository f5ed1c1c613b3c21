package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Access tokens of sessions, for tests to which only user and session matter. */
final class SessionTokens {
  private SessionTokens() {}

  /** User and session of a token. */
  record Owner(long userId, UUID sessionId) {}

  static String issue(AccessTokens tokens, long userId, UUID sessionId, String clientId) {
    return issue(tokens, userId, sessionId, clientId, List.of("editor"));
  }

  static String issue(
      AccessTokens tokens, long userId, UUID sessionId, String clientId, List<String> roles) {
    return tokens.issue(
        new SessionClaims(
            userId,
            sessionId,
            clientId,
            Optional.empty(),
            Instant.EPOCH,
            List.of("pwd"),
            roles,
            true));
  }

  /** Whose the token is, if it is good. */
  static Owner verify(AccessTokens tokens, String token) {
    AccessToken.OfSession verified = (AccessToken.OfSession) tokens.verify(token);
    return new Owner(verified.userId(), verified.sessionId());
  }
}

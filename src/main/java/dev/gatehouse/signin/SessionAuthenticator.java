package dev.gatehouse.signin;

import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.users.AuthenticatedUser;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves a session's access token to the signed-in user with one query. Thread-safe. */
public final class SessionAuthenticator {
  private final PreparedQuery<SignedIn> signedIn;
  private final Clock clock;

  SessionAuthenticator(PreparedQuery<SignedIn> signedIn, Clock clock) {
    this.signedIn = signedIn;
    this.clock = clock;
  }

  /** The user; empty if the session has ended or its user is disabled. */
  public Optional<AuthenticatedUser> find(AccessToken.OfSession token) {
    return signedIn
        .find(
            Map.of(
                "sessionId", token.sessionId(), "userId", token.userId(), "now", clock.instant()))
        .map(
            found ->
                AuthenticatedUser.of(
                    found.user(),
                    token.sessionId(),
                    found.permissions(),
                    within(found.scope(), token.scope())));
  }

  /** A refresh may have narrowed the token, and nothing widens it. */
  private static Optional<List<String>> within(
      Optional<List<String>> ofSession, Optional<List<String>> ofToken) {
    return ofToken.isPresent() && ofSession.isPresent()
        ? ofToken.map(scope -> scope.stream().filter(ofSession.get()::contains).toList())
        : ofToken.or(() -> ofSession);
  }
}

package dev.gatehouse.signin;

import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.users.AuthenticatedUser;
import io.dropwizard.auth.Authenticator;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Resolves an access token to the signed-in user with one query. */
public final class JwtAuthenticator implements Authenticator<BearerCredentials, Caller> {
  private final AccessTokens accessTokens;
  private final PreparedQuery<SignedIn> signedIn;
  private final Clock clock;

  JwtAuthenticator(AccessTokens accessTokens, PreparedQuery<SignedIn> signedIn, Clock clock) {
    this.accessTokens = accessTokens;
    this.signedIn = signedIn;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(BearerCredentials credentials) {
    AccessToken token = accessTokens.verify(credentials.token());
    return signedIn
        .find(
            Map.of(
                "sessionId", token.sessionId(), "userId", token.userId(), "now", clock.instant()))
        .map(
            found ->
                AuthenticatedUser.of(
                    found.user(), token.sessionId(), found.permissions(), found.scope()));
  }
}

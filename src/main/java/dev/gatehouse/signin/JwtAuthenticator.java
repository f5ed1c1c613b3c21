package dev.gatehouse.signin;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.users.SignedInUser;
import io.dropwizard.auth.Authenticator;
import java.time.Clock;
import java.util.Optional;

/** From an access token to the signed-in user, with one query. */
public final class JwtAuthenticator implements Authenticator<String, Caller> {
  private final AccessTokens accessTokens;
  private final SignInDao dao;
  private final Clock clock;

  JwtAuthenticator(AccessTokens accessTokens, SignInDao dao, Clock clock) {
    this.accessTokens = accessTokens;
    this.dao = dao;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(String bearerToken) {
    AccessToken token = accessTokens.verify(bearerToken);
    return dao.findSignedIn(token.sessionId(), token.userId(), clock.instant())
        .map(user -> new SignedInUser(user, token.sessionId()));
  }
}

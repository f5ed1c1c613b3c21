package dev.gatehouse.clients;

import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.signin.SessionAuthenticator;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.tokens.AccessTokens;
import io.dropwizard.auth.Authenticator;
import java.util.Optional;

/** Tells API keys from access tokens, and tokens of people from those of service accounts. */
final class CallerAuthenticator implements Authenticator<BearerCredentials, Caller> {
  private final ApiKeyAuthenticator keys;
  private final AccessTokens tokens;
  private final SessionAuthenticator sessions;
  private final AccountTokenAuthenticator accounts;

  CallerAuthenticator(
      ApiKeyAuthenticator keys,
      AccessTokens tokens,
      SessionAuthenticator sessions,
      AccountTokenAuthenticator accounts) {
    this.keys = keys;
    this.tokens = tokens;
    this.sessions = sessions;
    this.accounts = accounts;
  }

  @Override
  public Optional<Caller> authenticate(BearerCredentials credentials) {
    if (ApiKeyText.isMeant(credentials.token()) || credentials.clientId().isPresent()) {
      return keys.authenticate(credentials);
    }
    AccessToken token = tokens.verify(credentials.token());
    return token instanceof AccessToken.OfAccount ofAccount
        ? Optional.of(accounts.authenticate(ofAccount, credentials))
        : sessions.find((AccessToken.OfSession) token).map(Caller.class::cast);
  }
}

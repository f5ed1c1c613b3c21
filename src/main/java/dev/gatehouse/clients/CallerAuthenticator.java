package dev.gatehouse.clients;

import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.AuthenticationException;
import io.dropwizard.auth.Authenticator;
import java.util.Optional;

/** Tells API keys from access tokens. */
final class CallerAuthenticator implements Authenticator<BearerCredentials, Caller> {
  private final Authenticator<BearerCredentials, Caller> keys;
  private final Authenticator<BearerCredentials, Caller> tokens;

  CallerAuthenticator(
      Authenticator<BearerCredentials, Caller> keys,
      Authenticator<BearerCredentials, Caller> tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Optional<Caller> authenticate(BearerCredentials credentials)
      throws AuthenticationException {
    return (ApiKeyText.isMeant(credentials.token()) ? keys : tokens).authenticate(credentials);
  }
}

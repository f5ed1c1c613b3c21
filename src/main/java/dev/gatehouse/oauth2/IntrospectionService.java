package dev.gatehouse.oauth2;

import dev.gatehouse.clients.AccountTokenAuthenticator;
import dev.gatehouse.clients.ClientAccounts;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.sessions.Session;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.signin.SessionAuthenticator;
import dev.gatehouse.signin.TokensView;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.tokens.AccessTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells what tokens are worth at the moment. */
final class IntrospectionService {
  private final AccessTokens accessTokens;
  private final SessionAuthenticator people;
  private final AccountTokenAuthenticator accounts;
  private final SessionService sessions;

  IntrospectionService(
      AccessTokens accessTokens,
      SessionAuthenticator people,
      AccountTokenAuthenticator accounts,
      SessionService sessions) {
    this.accessTokens = accessTokens;
    this.people = people;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  /**
   * What a token is worth; changes nothing. API keys are inactive here: they are for this service
   * alone, and nobody else should ever get one.
   */
  IntrospectionView tell(String token) {
    if (ClientAccounts.isKey(token) || token.length() > TokenKinds.LONGEST) {
      return IntrospectionView.INACTIVE;
    }
    return (TokenKinds.isAccessToken(token)
            ? accessTokens.find(token).flatMap(this::access)
            : sessions.find(token).map(this::refresh))
        .orElse(IntrospectionView.INACTIVE);
  }

  private Optional<IntrospectionView> access(AccessToken token) {
    return token instanceof AccessToken.OfSession ofSession
        ? people
            .find(ofSession)
            .map(
                user ->
                    view(
                        token,
                        Actor.person(ofSession.userId()),
                        Optional.of(ofSession.sessionId().toString()),
                        user.held(),
                        user.roles().shown()))
        : accounts
            .find((AccessToken.OfAccount) token)
            .map(
                account ->
                    view(
                        token,
                        Actor.serviceAccount(account.id()),
                        Optional.empty(),
                        account.held(),
                        account.roles().shown()));
  }

  private IntrospectionView view(
      AccessToken token,
      Actor subject,
      Optional<String> sessionId,
      HeldPermissions held,
      List<String> roles) {
    return new IntrospectionView(
        true,
        TokensView.written(token.scope().map(held::among)),
        token.clientId(),
        "Bearer",
        token.expiresAt().getEpochSecond(),
        token.issuedAt().map(Instant::getEpochSecond).orElse(null),
        subject.text(),
        accessTokens.audience(),
        accessTokens.issuer(),
        token.jti().orElse(null),
        sessionId.orElse(null),
        roles);
  }

  private IntrospectionView refresh(Session session) {
    return new IntrospectionView(
        true,
        null,
        session.clientId(),
        "refresh_token",
        session.expiresAt().getEpochSecond(),
        session.lastUsedAt().getEpochSecond(),
        Actor.person(session.userId()).text(),
        null,
        accessTokens.issuer(),
        null,
        session.id().toString(),
        null);
  }
}

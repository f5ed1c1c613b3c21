package dev.gatehouse.oauth2;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.clients.ClientAccounts;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.AccessToken;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.tokens.RevokedTokens;
import java.util.Map;

/** Ends what a token stands for. Holding the token is enough, and says nothing if it is bad. */
final class RevocationService {
  private final AccessTokens accessTokens;
  private final RevokedTokens revokedTokens;
  private final SessionService sessions;
  private final ClientAccounts clients;
  private final AuditLog audit;
  private final Transactions transactions;

  RevocationService(
      AccessTokens accessTokens,
      RevokedTokens revokedTokens,
      SessionService sessions,
      ClientAccounts clients,
      AuditLog audit,
      Transactions transactions) {
    this.accessTokens = accessTokens;
    this.revokedTokens = revokedTokens;
    this.sessions = sessions;
    this.clients = clients;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** Ends the session of a token, the token of a service account, or the API key. */
  void revoke(String token, RequestOrigin origin) {
    if (token.length() > TokenKinds.LONGEST) {
      return;
    }
    if (ClientAccounts.isKey(token)) {
      clients.revoke(token, origin);
    } else if (TokenKinds.isAccessToken(token)) {
      accessTokens.findEvenIfExpired(token).ifPresent(found -> revoke(found, origin));
    } else {
      sessions.revoke(token, origin);
    }
  }

  private void revoke(AccessToken token, RequestOrigin origin) {
    if (token instanceof AccessToken.OfSession ofSession) {
      sessions.revoke(ofSession.userId(), ofSession.sessionId(), origin);
    } else {
      revoke((AccessToken.OfAccount) token, origin);
    }
  }

  private void revoke(AccessToken.OfAccount token, RequestOrigin origin) {
    Actor account = Actor.serviceAccount(token.accountId());
    transactions.run(
        () -> {
          if (revokedTokens.revoke(token)) {
            audit.record(
                token.keyId().map(key -> origin.by(account, key)).orElse(origin.by(account)),
                OAuth2Action.TOKEN_REVOKED,
                AuditTarget.of("service_account", account.id()),
                Map.of("jti", token.id()));
          }
        });
  }
}

package dev.gatehouse.oauth2;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.clients.AccountTokenAuthenticator;
import dev.gatehouse.clients.ClientAccounts;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.signin.ScopeGrants;
import dev.gatehouse.signin.SessionAuthenticator;
import dev.gatehouse.signin.SignInService;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.tokens.RevokedTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class OAuth2Module implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final ClientAssertions assertions;
  private final List<Object> resources;

  public OAuth2Module(
      String publicUrl,
      AccessTokens accessTokens,
      RevokedTokens revokedTokens,
      SessionService sessions,
      SignInService signIn,
      ScopeGrants scopes,
      SessionAuthenticator people,
      ClientAccounts clients,
      AccountTokenAuthenticator accounts,
      AuditLog audit,
      Database database,
      Clock clock) {
    this.assertions =
        new ClientAssertions(
            clients,
            database.dao(UsedAssertionDao.class),
            List.of(accessTokens.issuer(), publicUrl + "/oauth2/token"),
            clock);
    this.resources =
        List.of(
            new OAuth2Resource(
                new GrantService(
                    signIn,
                    scopes,
                    new ClientAuthenticator(clients, assertions),
                    accessTokens,
                    clock),
                new IntrospectionService(accessTokens, people, accounts, sessions),
                new RevocationService(
                    accessTokens,
                    revokedTokens,
                    sessions,
                    clients,
                    audit,
                    database.transactions())),
            new MetadataResource(accessTokens.issuer(), publicUrl, scopes::all));
  }

  @Override
  public List<Permission> permissions() {
    return List.of(OAuth2Permission.values());
  }

  @Override
  public List<Object> resources() {
    return resources;
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("used_assertions.sweep", SWEEPING, assertions::sweep));
  }
}

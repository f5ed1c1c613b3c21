package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.ratelimit.RateLimiter;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleHolders;
import dev.gatehouse.signin.SessionAuthenticator;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.OwnerProof;
import dev.gatehouse.users.UserDirectory;
import io.dropwizard.auth.Authenticator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

public final class ClientsModule implements Feature {
  private static final Duration SWEEPING = Duration.ofDays(1);
  private static final Duration TELLING = Duration.ofMinutes(5);

  private final ApiKeys keys;
  private final Authenticator<BearerCredentials, Caller> authenticator;
  private final AccountTokenAuthenticator accountTokens;
  private final ClientAccounts clientAccounts;
  private final OwnKeysRule ownKeysRule;
  private final KeyExpiryNotices expiryNotices;
  private final EndedByRekey rekey;
  private final List<Object> resources;

  /**
   * Wires service accounts and API keys.
   *
   * @param sessions authenticates people by access token
   */
  public ClientsModule(
      ClientsConfig config,
      AccessTokens tokens,
      SessionAuthenticator sessions,
      OwnerProof owners,
      UserDirectory people,
      Notices notices,
      Mailer mailer,
      RoleHolders holders,
      RoleGrants grants,
      Supplier<PermissionCatalogue> permissionsOfAll,
      RateLimiter limiter,
      EndedKeys ended,
      AuditLog audit,
      DerivedKeys derived,
      Database database,
      Metrics metrics,
      Clock clock) {
    ServiceAccountDao accounts = database.dao(ServiceAccountDao.class);
    ApiKeyDao dao = database.dao(ApiKeyDao.class);
    KeyDigests digests = new KeyDigests(derived);
    AccountAuthority authority = new AccountAuthority(accounts, holders, grants);
    this.keys = new ApiKeys(dao, digests, permissionsOfAll, audit, clock);
    this.ownKeysRule = new OwnKeysRule(config.personalApiKeys());
    ApiKeyAuthenticator byKey =
        new ApiKeyAuthenticator(
            ApiKeyDao.owner(database),
            dao,
            digests,
            config.personalApiKeys(),
            limiter,
            metrics.counter(
                    "gatehouse_api_keys_refused_total",
                    "API keys that were refused: malformed, unknown, expired, ended or from a"
                        + " network that they do not allow")
                ::count,
            audit,
            database.transactions(),
            clock);
    this.accountTokens = new AccountTokenAuthenticator(ApiKeyDao.accountOfToken(database), clock);
    this.authenticator = new CallerAuthenticator(byKey, tokens, sessions, accountTokens);
    this.clientAccounts =
        new ClientAccounts(
            byKey,
            ServiceAccountDao.active(database),
            dao,
            holders,
            digests,
            audit,
            database.transactions(),
            clock);
    this.expiryNotices =
        new KeyExpiryNotices(
            dao,
            accounts,
            people,
            holders,
            config.personalApiKeys(),
            mailer,
            database.transactions(),
            clock);
    this.rekey = new EndedByRekey(accounts, dao, ended, clock);
    this.resources =
        List.of(
            new ServiceAccountsResource(
                new ServiceAccountService(
                    accounts,
                    ServiceAccountDao.byId(database),
                    authority,
                    ended,
                    audit,
                    database.transactions(),
                    clock),
                new ServiceAccountList(ServiceAccountDao.pages(database))),
            new AccountKeysResource(
                keys, ServiceAccountDao.byId(database), authority, database.transactions()),
            new OwnKeysResource(keys, owners, notices));
  }

  /** Authenticates by API key or access token. */
  public Authenticator<BearerCredentials, Caller> authenticator() {
    return authenticator;
  }

  /** Authenticates service accounts by access token. */
  public AccountTokenAuthenticator accountTokens() {
    return accountTokens;
  }

  public ClientAccounts accounts() {
    return clientAccounts;
  }

  @Override
  public List<Permission> permissions() {
    return List.of(ClientPermission.values());
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(ClientKeyUse.values());
  }

  @Override
  public List<Object> resources() {
    return resources;
  }

  @Override
  public List<AccessRule> accessRules() {
    return List.of(ownKeysRule);
  }

  @Override
  public List<MailType> mailTypes() {
    return List.of(ClientMail.values());
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return rekey.steps();
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("api_keys.sweep", SWEEPING, keys::sweep),
        new RecurringTask("api_keys.tell", TELLING, expiryNotices::send));
  }
}

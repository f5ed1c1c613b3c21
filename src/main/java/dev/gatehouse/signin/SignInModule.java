package dev.gatehouse.signin;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mfa.MfaService;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.UsersConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

public final class SignInModule implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final SessionAuthenticator authenticator;
  private final PendingSignIns pendingSignIns;
  private final ScopeGrants scopes;
  private final SignInService service;
  private final SessionCookies cookies;
  private final AuthResource resource;

  public SignInModule(
      SessionCookies cookies,
      UsersConfig config,
      LimitsConfig limits,
      SignInLimits signIns,
      PasswordHasher hasher,
      PasswordStore passwords,
      MfaService factors,
      SessionService sessions,
      AccessTokens accessTokens,
      Notices notices,
      RoleGrants grants,
      Supplier<PermissionCatalogue> permissionsOfAll,
      AuditLog audit,
      Database database,
      Metrics metrics,
      Clock clock) {
    SignInDao dao = database.dao(SignInDao.class);
    this.scopes = new ScopeGrants(permissionsOfAll, grants);
    this.pendingSignIns =
        new PendingSignIns(
            database.dao(PendingSignInDao.class), limits.wrongCodesPerToken(), clock);
    SecondStepService secondStep =
        new SecondStepService(
            dao,
            scopes,
            pendingSignIns,
            factors,
            signIns,
            sessions,
            notices,
            audit,
            config.requireVerifiedEmail());
    this.authenticator = new SessionAuthenticator(SignInDao.signedIn(database), clock);
    this.service =
        new SignInService(
            dao,
            signIns,
            passwords,
            hasher,
            scopes,
            pendingSignIns,
            secondStep,
            sessions,
            accessTokens,
            notices,
            audit,
            database.transactions(),
            config.requireVerifiedEmail(),
            metrics.counter("gatehouse_sign_ins_total", "Sign-ins by outcome", "outcome"));
    this.cookies = cookies;
    this.resource = new AuthResource(service, scopes, sessions, cookies);
  }

  public SignInService service() {
    return service;
  }

  public ScopeGrants scopes() {
    return scopes;
  }

  public SessionAuthenticator authenticator() {
    return authenticator;
  }

  @Override
  public List<Object> resources() {
    return List.of(
        resource, new CookieSessionFilter.Feature(cookies), new EmptyRefreshFilter(cookies));
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("mfa_tokens.sweep", SWEEPING, pendingSignIns::sweep));
  }
}

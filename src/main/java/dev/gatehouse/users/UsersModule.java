package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mfa.MfaService;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordPolicy;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.search.Refolding;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleHolders;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.OneTimeTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

public final class UsersModule implements Feature {
  private static final Duration COUNTING = Duration.ofMinutes(1);

  private final UsersConfig config;
  private final UserService users;
  private final PasswordService passwordService;
  private final EmailService emails;
  private final UserMfaService factors;
  private final ResetRequests resetRequests;
  private final Supplier<AccountTransfer> transfer;
  private final OwnerProof ownerProof;
  private final UserList list;
  private final Invitees invitees;
  private final Refolding refolding;
  private final AdministratorWatch administrators;
  private final SessionService sessions;
  private final Supplier<PermissionCatalogue> permissionsOfAll;

  public UsersModule(
      UsersConfig config,
      UserDirectory directory,
      JobQueue jobs,
      Mailer mailer,
      PasswordPolicy policy,
      PasswordHasher hasher,
      PasswordStore passwords,
      OneTimeTokens tokens,
      SessionService sessions,
      MfaService mfa,
      Proof proof,
      Notices notices,
      PersonalKeys personalKeys,
      SentInvitations invitations,
      RoleHolders roleHolders,
      RoleGrants grants,
      Supplier<PermissionCatalogue> permissionsOfAll,
      AuditLog audit,
      DerivedKeys keys,
      Database database,
      Clock clock) {
    this.config = config;
    this.sessions = sessions;
    this.permissionsOfAll = permissionsOfAll;
    UserDao dao = database.dao(UserDao.class);
    Transactions transactions = database.transactions();
    LinkMailer links = new LinkMailer(mailer, tokens);
    Accounts accounts = new Accounts(dao, tokens, notices, audit, clock);
    this.ownerProof = new OwnerProof(proof, accounts, sessions, transactions);
    this.list = new UserList(UserDao.pages(database));
    Authority authority = new Authority(accounts, roleHolders, grants);
    this.factors =
        new UserMfaService(dao, accounts, authority, proof, mfa, notices, transactions, clock);
    this.passwordService =
        new PasswordService(
            directory,
            accounts,
            policy,
            hasher,
            passwords,
            proof,
            factors,
            tokens,
            sessions,
            personalKeys,
            notices,
            audit,
            transactions);
    this.transfer =
        () ->
            new AccountTransfer(
                dao,
                UserDao.withHashes(database),
                passwords,
                new AccountLines(hasher, clock),
                grants,
                audit,
                database.transactions(),
                clock);
    this.users =
        new UserService(
            dao,
            directory,
            accounts,
            authority,
            links,
            policy,
            hasher,
            passwords,
            passwordService,
            proof,
            sessions,
            personalKeys,
            invitations,
            audit,
            transactions,
            clock);
    this.invitees = new Invitees(dao, accounts, authority, users, audit);
    this.refolding = new Refolding(transactions, users::refoldSome);
    this.administrators = new AdministratorWatch(dao);
    this.emails =
        new EmailService(
            dao, accounts, proof, links, tokens, sessions, notices, audit, transactions);
    this.resetRequests =
        new ResetRequests(accounts, links, jobs, new Encryptor(keys, UserKeyUse.RESET_REQUEST));
  }

  public UserService users() {
    return users;
  }

  public Invitees invitees() {
    return invitees;
  }

  /** Created on demand, because only commands use it. */
  public AccountTransfer transfer() {
    return transfer.get();
  }

  @Override
  public List<AccessRule> accessRules() {
    return List.of(new OpenSignUpRule(config.signup() == UsersConfig.Signup.CLOSED));
  }

  @Override
  public List<JobHandler<?>> jobHandlers() {
    return List.of(resetRequests);
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(resetRequests);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("users.refold", Refolding.INTERVAL, refolding),
        new RecurringTask("admins.count", COUNTING, administrators::count));
  }

  @Override
  public void showIn(Metrics metrics) {
    administrators.addTo(metrics);
  }

  /** Lets other features act on the caller's own account. */
  public OwnerProof ownerProof() {
    return ownerProof;
  }

  @Override
  public List<Permission> permissions() {
    return List.of(UserPermission.values());
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(UserKeyUse.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(
        new UsersResource(users, factors, list, sessions),
        new OwnAccountResource(users, passwordService, sessions, permissionsOfAll),
        new OwnEmailResource(emails),
        new OwnFactorResource(factors),
        new RecoveryResource(resetRequests, passwordService, emails));
  }
}

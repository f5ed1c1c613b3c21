package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mfa.MfaModule;
import dev.gatehouse.passwords.PasswordsModule;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.http.Gate;
import dev.gatehouse.platform.http.Lists;
import dev.gatehouse.sessions.SessionService;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Wires the people. */
public final class UsersModule implements Feature {
  private final UsersConfig config;
  private final UserService users;
  private final Supplier<AccountTransfer> transfer;
  private final FactorService factors;
  private final UserList list;
  private final SessionService sessions;
  private final Lists lists;

  public UsersModule(
      UsersConfig config,
      PasswordsModule passwords,
      MfaModule mfa,
      SessionService sessions,
      AuditLog audit,
      Lists lists,
      Database database,
      Clock clock) {
    UserDao dao = database.dao(UserDao.class);
    this.config = config;
    this.sessions = sessions;
    this.lists = lists;
    this.list = new UserList(UserDao.pages(database));
    this.transfer =
        () ->
            new AccountTransfer(
                dao,
                UserDao.withHashes(database),
                passwords.passwords(),
                new AccountLines(passwords.hasher(), clock),
                audit,
                database.transactions(),
                clock);
    this.users =
        new UserService(
            dao,
            UserDao.byId(database),
            passwords.passwords(),
            passwords.hasher(),
            passwords.policy(),
            mfa.proof(),
            mfa.factors(),
            sessions,
            audit,
            database.transactions(),
            clock);
    this.factors =
        new FactorService(
            dao, passwords.passwords(), mfa.proof(), mfa.factors(), database.transactions(), clock);
  }

  public UserService users() {
    return users;
  }

  /** Made when a command asks for it: the service itself has no use for it. */
  public AccountTransfer transfer() {
    return transfer.get();
  }

  /** Who may sign up. */
  public Gate signUpGate() {
    return new SignUpGate(config.signup() == UsersConfig.Signup.CLOSED);
  }

  @Override
  public List<Object> resources() {
    return List.of(
        new UsersResource(users, factors, list, sessions, lists),
        new OwnAccountResource(users, sessions),
        new OwnFactorResource(factors));
  }
}

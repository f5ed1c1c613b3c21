package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.audit.Target;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.mfa.SecondFactors;
import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordPolicy;
import dev.gatehouse.passwords.Passwords;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.LeanRead;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.ratelimit.SignInTry;
import dev.gatehouse.sessions.SessionService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** What people and administrators do with accounts. */
public final class UserService {
  private final UserDao dao;
  private final LeanRead<User> byId;
  private final Passwords passwords;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final Proof proof;
  private final SecondFactors factors;
  private final SessionService sessions;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  UserService(
      UserDao dao,
      LeanRead<User> byId,
      Passwords passwords,
      PasswordHasher hasher,
      PasswordPolicy policy,
      Proof proof,
      SecondFactors factors,
      SessionService sessions,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.byId = byId;
    this.passwords = passwords;
    this.hasher = hasher;
    this.policy = policy;
    this.proof = proof;
    this.factors = factors;
    this.sessions = sessions;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Creates an account.
   *
   * @throws Failure {@code forbidden} if somebody but an administrator sets flags, {@code
   *     weak_password}, {@code email_taken}
   */
  User signUp(NewUser form, Optional<Caller> caller, Origin origin) {
    if (form.setsFlags() && !caller.map(Caller::isAdmin).orElse(false)) {
      throw Failure.of(
          CommonCode.FORBIDDEN, "Only an administrator sets is_active, is_admin, email_verified.");
    }
    policy.demandStrong(form.password(), form.email());
    if (dao.findByEmail(form.email()).isPresent()) {
      throw Failure.of(UserCode.EMAIL_TAKEN);
    }
    String hash = hasher.hash(form.password());
    return transactions.inTransaction(
        () -> {
          User user = insert(form, hash);
          Origin author = caller.isPresent() ? origin : origin.by(user.id());
          audit.record(author, UserAction.USER_CREATED, Target.user(user.id()));
          return user;
        });
  }

  /**
   * Makes sure that there is an administrator with that address and password: creates the account
   * or promotes and enables it.
   */
  public User putAdmin(NewUser form, Origin origin) {
    policy.demandStrong(form.password(), form.email());
    String hash = hasher.hash(form.password());
    return transactions.inTransaction(
        () -> {
          Optional<User> known = dao.findByEmail(form.email());
          if (known.isEmpty()) {
            User user = insert(form, hash);
            audit.record(origin, UserAction.USER_CREATED, Target.user(user.id()));
            return user;
          }
          User user = dao.findAndLock(known.get().id()).orElseThrow();
          passwords.put(user.id(), hash);
          factors.reopen(user.id());
          sessions.endAll(user.id());
          audit.record(origin, UserAction.PASSWORD_CHANGED, Target.user(user.id()));
          return save(user, UserPatch.toAdmin().over(user), origin);
        });
  }

  /** Whether nobody has an account yet. */
  public boolean isEmpty() {
    return dao.isEmpty();
  }

  User get(long id) {
    return byId.find(Map.of("id", id)).orElseThrow(Failure::notFound);
  }

  /**
   * Changes what its owner may change.
   *
   * @param isExpected whether that version is one the client expects
   * @throws Failure {@code precondition_failed}
   */
  User editOwn(Caller caller, OwnPatch patch, LongPredicate isExpected, Origin origin) {
    return transactions.inTransaction(
        () -> {
          User user = expected(own(caller), isExpected);
          return save(user, UserPatch.ofName(patch.fullName()).over(user), origin);
        });
  }

  /**
   * Replaces the caller's password and ends the caller's other sessions.
   *
   * @throws Failure {@code weak_password}, or what the proof throws
   */
  void changePassword(Caller caller, PasswordChange change, Origin origin) {
    policy.demandStrong(change.newPassword(), SignedInUser.of(caller).email());
    String stored =
        proof.demand(tryOf(caller, origin), change.currentPassword(), change.code(), origin);
    String hash = hasher.hash(change.newPassword());
    transactions.run(
        () -> {
          own(caller);
          if (!passwords.replace(caller.id(), stored, hash)) {
            throw Failure.of(PasswordCode.WRONG_PASSWORD);
          }
          sessions.endOthers(caller.id(), caller.sessionId());
          audit.record(origin, UserAction.PASSWORD_CHANGED, Target.user(caller.id()));
        });
  }

  /**
   * Deletes the caller's own account.
   *
   * @throws Failure {@code last_admin}, or what the proof throws
   */
  void deleteOwn(Caller caller, OwnDeletion deletion, Origin origin) {
    String stored =
        proof.demand(tryOf(caller, origin), deletion.currentPassword(), deletion.code(), origin);
    transactions.run(
        () -> {
          List<Long> admins = dao.lockActiveAdmins();
          User user = own(caller);
          if (!passwords.findHash(user.id()).equals(Optional.of(stored))) {
            throw Failure.of(PasswordCode.WRONG_PASSWORD);
          }
          remove(user, admins, origin);
        });
  }

  /**
   * Changes an account as an administrator. A disabled user's sessions end.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code last_admin}, {@code
   *     email_taken}
   */
  User edit(long id, UserPatch patch, LongPredicate isExpected, Origin origin) {
    return transactions.inTransaction(
        () -> {
          List<Long> admins = patch.mayEndAnAdmin() ? dao.lockActiveAdmins() : List.of();
          User user = expected(find(id), isExpected);
          User changed = patch.over(user);
          if (user.isActiveAdmin() && !changed.isActiveAdmin()) {
            demandAnotherAdmin(admins, id);
          }
          if (!changed.isActive()) {
            sessions.endAll(id);
          }
          return save(user, changed, origin);
        });
  }

  /**
   * Deletes an account with all that hangs on it.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code last_admin}
   */
  void delete(long id, LongPredicate isExpected, Origin origin) {
    transactions.run(
        () -> {
          List<Long> admins = dao.lockActiveAdmins();
          remove(expected(find(id), isExpected), admins, origin);
        });
  }

  static SignInTry tryOf(Caller caller, Origin origin) {
    return new SignInTry(
        SignedInUser.of(caller).email(), Optional.of(caller.id()), origin.client());
  }

  private User insert(NewUser form, String hash) {
    Instant now = clock.instant();
    User user =
        dao.insert(
                form.email(),
                form.fullName(),
                form.activeOrDefault(),
                form.adminOrDefault(),
                form.verifiedOrDefault(),
                UserSearch.text(form.email(), form.fullName()),
                UserSearch.words(form.email(), form.fullName()),
                now,
                now)
            .orElseThrow(() -> Failure.of(UserCode.EMAIL_TAKEN));
    passwords.put(user.id(), hash);
    return user;
  }

  private User find(long id) {
    return dao.findAndLock(id).orElseThrow(Failure::notFound);
  }

  /** The caller's row; a caller that was deleted meanwhile is nobody any more. */
  private User own(Caller caller) {
    return dao.findAndLock(caller.id()).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }

  private void remove(User user, List<Long> admins, Origin origin) {
    if (user.isActiveAdmin()) {
      demandAnotherAdmin(admins, user.id());
    }
    dao.delete(user.id());
    audit.erase(user.id());
    audit.record(origin, UserAction.USER_DELETED, Target.user(user.id()));
  }

  private static User expected(User user, LongPredicate isExpected) {
    if (!isExpected.test(user.version())) {
      throw Failure.of(CommonCode.PRECONDITION_FAILED);
    }
    return user;
  }

  private static void demandAnotherAdmin(List<Long> admins, long id) {
    if (admins.stream().allMatch(admin -> admin == id)) {
      throw Failure.of(UserCode.LAST_ADMIN);
    }
  }

  private User save(User before, User after, Origin origin) {
    if (after.equals(before)) {
      return before;
    }
    User saved = update(after);
    audit.record(
        origin,
        UserAction.USER_UPDATED,
        Target.user(after.id()),
        new Changes()
            .named("full_name", before.fullName(), after.fullName())
            .named("email", before.email(), after.email())
            .field("is_active", before.isActive(), after.isActive())
            .field("is_admin", before.isAdmin(), after.isAdmin())
            .field("email_verified", before.emailVerified(), after.emailVerified())
            .detail());
    return saved;
  }

  private User update(User user) {
    try {
      return dao.update(
          user,
          UserSearch.text(user.email(), user.fullName()),
          UserSearch.words(user.email(), user.fullName()),
          clock.instant());
    } catch (RuntimeException e) {
      if (DatabaseFailures.violates(e, "app_user_email_key")) {
        throw Failure.of(UserCode.EMAIL_TAKEN);
      }
      throw e;
    }
  }
}

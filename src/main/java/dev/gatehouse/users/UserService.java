package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.mfa.ProofResult;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordPolicy;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.SignInAttempt;
import dev.gatehouse.roles.RoleNames;
import dev.gatehouse.sessions.SessionService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Creates, changes and deletes accounts. */
public final class UserService {
  /** Contended by every change that may reduce the number of administrators. */
  private static final ContendedRow ADMINS = ContendedRow.of("app_user", "admins");

  private final UserDao dao;
  private final UserDirectory directory;
  private final Accounts accounts;
  private final Authority authority;
  private final LinkMailer links;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final PasswordStore passwords;
  private final PasswordService passwordService;
  private final Proof proof;
  private final SessionService sessions;
  private final PersonalKeys personalKeys;
  private final SentInvitations invitations;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  UserService(
      UserDao dao,
      UserDirectory directory,
      Accounts accounts,
      Authority authority,
      LinkMailer links,
      PasswordPolicy policy,
      PasswordHasher hasher,
      PasswordStore passwords,
      PasswordService passwordService,
      Proof proof,
      SessionService sessions,
      PersonalKeys personalKeys,
      SentInvitations invitations,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.directory = directory;
    this.accounts = accounts;
    this.authority = authority;
    this.links = links;
    this.policy = policy;
    this.hasher = hasher;
    this.passwords = passwords;
    this.passwordService = passwordService;
    this.proof = proof;
    this.sessions = sessions;
    this.personalKeys = personalKeys;
    this.invitations = invitations;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Creates an account.
   *
   * @throws Failure {@code forbidden} if the caller sets flags without the permission, {@code
   *     weak_password}, {@code email_taken}
   */
  User signUp(NewUser form, Optional<Caller> caller, RequestOrigin origin) {
    if (form.setsFlags()) {
      requireFlagsAllowed(caller);
    }
    RoleNames.requireAgreement(form.roles(), form.isAdmin());
    RoleNames.requireFew(form.storedRoles(), form.adminOrDefault());
    if (form.setsFlags()) {
      // beyond the bound no password is hashed; the transaction that adds the account judges again
      transactions.run(() -> requireGivable(form, caller));
    }
    policy.requireStrong(form.password(), form.email());
    // of concurrent sign-ups with one address only one hashes a password; the others fail without
    return transactions.inTurn(Invitees.turn(form.email()), () -> addNew(form, caller, origin));
  }

  private static void requireFlagsAllowed(Optional<Caller> caller) {
    try {
      caller
          .orElseThrow(() -> Failure.of(CommonCode.FORBIDDEN))
          .requireOneOf(UserPermission.USERS_WRITE);
    } catch (Failure refusal) {
      throw refusal.withDetail(
          "is_active, is_admin, roles and email_verified require the permission users:write.");
    }
  }

  private User addNew(NewUser form, Optional<Caller> caller, RequestOrigin origin) {
    requireFree(form.email());
    String hash = hasher.hash(form.password(), origin.client(), () -> requireFree(form.email()));
    return transactions.inTransaction(
        Invitees.row(form.email()),
        () -> {
          if (form.setsFlags()) {
            requireGivable(form, caller);
          }
          User user = insert(form, hash);
          RequestOrigin author = caller.isPresent() ? origin : origin.by(user.id());
          List<String> roles = RoleNames.shown(user.roles(), user.isAdmin());
          audit.record(
              author,
              UserAction.USER_CREATED,
              AuditTarget.user(user.id()),
              roles.isEmpty() ? Map.of() : Map.of(UserPatch.ROLES, roles));
          links.verification(user);
          return user;
        });
  }

  private void requireGivable(NewUser form, Optional<Caller> caller) {
    authority.requireGivable(caller.orElseThrow(), form.adminOrDefault(), form.storedRoles());
  }

  private void requireFree(String email) {
    if (dao.findByEmail(email).isPresent()) {
      throw Failure.of(UserCode.EMAIL_TAKEN);
    }
  }

  /**
   * Ensures an administrator with that address and password: creates the account, or promotes and
   * enables it.
   */
  public User ensureAdmin(NewUser form, RequestOrigin origin) {
    policy.requireStrong(form.password(), form.email());
    String hash = hasher.hash(form.password(), origin.client(), () -> {});
    return transactions.inTransaction(
        () -> {
          Optional<User> known = accounts.findByEmail(form.email());
          if (known.isEmpty()) {
            User user = insert(form, hash);
            audit.record(origin, UserAction.USER_CREATED, AuditTarget.user(user.id()));
            return user;
          }
          User user = known.get();
          User admin = UserPatch.toAdmin().applyTo(user);
          passwordService.replacePassword(user, admin, hash, UserAction.PASSWORD_CHANGED, origin);
          return accounts.save(user, admin, UserAction.USER_UPDATED, origin);
        });
  }

  /** Whether there are no accounts. */
  public boolean isEmpty() {
    return dao.isEmpty();
  }

  User get(long id) {
    return directory.find(id).orElseThrow(Failure::notFound);
  }

  /**
   * Changes an account as its owner.
   *
   * @param versionCheck throws if the client expects another version
   * @throws Failure {@code precondition_failed}
   */
  User editOwn(
      Caller.Person caller, OwnPatch patch, LongConsumer versionCheck, RequestOrigin origin) {
    return transactions.inTransaction(
        Accounts.row(caller.id()),
        () -> {
          User user = accounts.own(caller);
          versionCheck.accept(user.version());
          return accounts.save(
              user,
              UserPatch.ofName(patch.fullName()).applyTo(user),
              UserAction.USER_UPDATED,
              origin);
        });
  }

  /**
   * Deletes the caller's own account.
   *
   * @throws Failure {@code last_admin}, or what the proof throws
   */
  void deleteOwn(Caller.SignedInPerson caller, ProofForm form, RequestOrigin origin) {
    ProofResult proven =
        proof.require(attempt(caller, origin), form.currentPassword(), form.code());
    proof.act(
        proven,
        List.of(ADMINS),
        () -> {
          List<Long> admins = dao.lockActiveAdminsAnd(caller.id(), caller.id());
          return new Leaving(accounts.own(caller), admins);
        },
        leaving -> {
          requireAnotherAdmin(leaving.user(), leaving.admins());
          remove(leaving.user(), origin);
          return true;
        });
  }

  /**
   * Changes an account, within the bound of the caller. A disabled user's sessions end.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code forbidden} beyond the
   *     bound, {@code validation} if a role does not exist, {@code last_admin}, {@code email_taken}
   */
  User edit(
      Caller caller, long id, UserPatch patch, LongConsumer versionCheck, RequestOrigin origin) {
    patch.requireAgreement();
    ContendedRow account = Accounts.row(id);
    return transactions.inTransaction(
        patch.mayRemoveAdmin() ? List.of(ADMINS, account) : List.of(account),
        () -> {
          List<Long> admins =
              patch.mayRemoveAdmin()
                  ? dao.lockActiveAdminsAnd(personOr(id, caller), id)
                  : List.of();
          Authority.Judged judged = authority.judge(caller, id, patch.storedRoles());
          User user = judged.user();
          judged.requireWithinBoundSoFar();
          versionCheck.accept(user.version());
          User changed = patch.applyTo(user);
          RoleNames.requireFew(changed.roles(), changed.isAdmin());
          if (user.isActiveAdmin() && !changed.isActiveAdmin()) {
            requireAnotherAdmin(admins, id);
          }
          judged.requireWithinBound(UserPermission.USERS_WRITE);
          judged.requireGivable(changed);
          if (!changed.isActive()) {
            sessions.endAll(id);
            personalKeys.endAll(id, origin);
          }
          User saved = accounts.save(user, changed, UserAction.USER_UPDATED, origin);
          if (!saved.email().equals(user.email())) {
            links.verification(saved);
          }
          return saved;
        });
  }

  /**
   * Deletes an account and everything that belongs to it, within the bound of the caller.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code forbidden} beyond the
   *     bound, {@code last_admin}
   */
  void delete(Caller caller, long id, LongConsumer versionCheck, RequestOrigin origin) {
    transactions.run(
        List.of(ADMINS, Accounts.row(id)),
        () -> {
          List<Long> admins = dao.lockActiveAdminsAnd(personOr(id, caller), id);
          Authority.Judged judged = authority.judge(caller, id, List.of());
          User user = judged.user();
          judged.requireWithinBoundSoFar();
          versionCheck.accept(user.version());
          requireAnotherAdmin(user, admins);
          judged.requireWithinBound(UserPermission.USERS_WRITE);
          remove(user, origin);
        });
  }

  /**
   * Ends all sessions of an account, within the bound of the caller.
   *
   * @throws Failure {@code not_found}, {@code forbidden} beyond the bound
   */
  void endSessions(Caller caller, long id, RequestOrigin origin) {
    transactions.run(
        Accounts.row(id),
        () -> {
          authority.judge(caller, id, List.of()).requireWithinBound(UserPermission.USERS_SESSIONS);
          sessions.endAll(id, origin);
        });
  }

  static SignInAttempt attempt(Caller.Person caller, RequestOrigin origin) {
    return new SignInAttempt(
        AuthenticatedUser.of(caller).email(), Optional.of(caller.id()), origin);
  }

  private User insert(NewUser form, String hash) {
    return insert(
        form.email(),
        form.fullName(),
        form.activeOrDefault(),
        form.adminOrDefault(),
        form.storedRoles(),
        form.verifiedOrDefault(),
        hash);
  }

  /**
   * Adds an account, in the transaction of the caller.
   *
   * @throws Failure {@code email_taken}
   */
  User insert(
      String email,
      String fullName,
      boolean isActive,
      boolean isAdmin,
      List<String> roles,
      boolean emailVerified,
      String hash) {
    Instant now = clock.instant();
    User user =
        dao.insert(
                email,
                fullName,
                isActive,
                isAdmin,
                roles,
                emailVerified,
                UserSearch.text(email, fullName),
                UserSearch.words(email, fullName),
                now,
                now)
            .orElseThrow(() -> Failure.of(UserCode.EMAIL_TAKEN));
    passwords.put(user.id(), hash);
    return user;
  }

  /** The caller's id, or this one if the caller is no person. */
  private static long personOr(long id, Caller caller) {
    return caller.actor().personId().orElse(id);
  }

  /** A user to be removed, and all administrators, who are locked first. */
  private record Leaving(User user, List<Long> admins) {}

  private static void requireAnotherAdmin(User leaving, List<Long> admins) {
    if (leaving.isActiveAdmin()) {
      requireAnotherAdmin(admins, leaving.id());
    }
  }

  private void remove(User user, RequestOrigin origin) {
    personalKeys.endAll(user.id(), origin);
    invitations.voidAll(user.email(), origin);
    dao.delete(user.id());
    audit.erase(user.id());
    audit.record(origin, UserAction.USER_DELETED, AuditTarget.user(user.id()));
  }

  private static void requireAnotherAdmin(List<Long> admins, long id) {
    if (admins.stream().allMatch(admin -> admin == id)) {
      throw Failure.of(UserCode.LAST_ADMIN);
    }
  }

  /** Folds the texts of some users that an older release folded, and returns how many. */
  int refoldSome() {
    List<UserDao.Unfolded> unfolded = dao.lockUnfolded();
    dao.refold(unfolded);
    return unfolded.size();
  }
}

package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mail.AccountMail;
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
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.LiveToken;
import dev.gatehouse.tokens.OneTimeTokens;
import dev.gatehouse.tokens.TokenPurpose;
import java.util.Set;

/** Changes passwords. Every way voids all links sent before. */
public final class PasswordService {
  private final UserDirectory directory;
  private final Accounts accounts;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final PasswordStore passwords;
  private final Proof proof;
  private final UserMfaService factors;
  private final OneTimeTokens tokens;
  private final SessionService sessions;
  private final PersonalKeys personalKeys;
  private final Notices notices;
  private final AuditLog audit;
  private final Transactions transactions;

  PasswordService(
      UserDirectory directory,
      Accounts accounts,
      PasswordPolicy policy,
      PasswordHasher hasher,
      PasswordStore passwords,
      Proof proof,
      UserMfaService factors,
      OneTimeTokens tokens,
      SessionService sessions,
      PersonalKeys personalKeys,
      Notices notices,
      AuditLog audit,
      Transactions transactions) {
    this.directory = directory;
    this.accounts = accounts;
    this.policy = policy;
    this.hasher = hasher;
    this.passwords = passwords;
    this.proof = proof;
    this.factors = factors;
    this.tokens = tokens;
    this.sessions = sessions;
    this.personalKeys = personalKeys;
    this.notices = notices;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Replaces the caller's password and ends the caller's other sessions.
   *
   * @throws Failure {@code weak_password}, or what the proof throws
   */
  void change(Caller.SignedInPerson caller, PasswordChange change, RequestOrigin origin) {
    policy.requireStrong(change.newPassword(), AuthenticatedUser.of(caller).email());
    ProofResult proven =
        proof.require(UserService.attempt(caller, origin), change.currentPassword(), change.code());
    transactions.inTurn(
        ContendedRow.of("password_change", caller.id()),
        () -> change(caller, change.newPassword(), proven, origin));
  }

  private User change(
      Caller.SignedInPerson caller, String newPassword, ProofResult proven, RequestOrigin origin) {
    Runnable demandSession = () -> requireSession(caller);
    demandSession.run();
    ProofResult still = proof.recheck(proven);
    String hash = hasher.hash(newPassword, origin.client(), demandSession);
    return proof.act(
        still,
        () -> accounts.own(caller),
        user -> {
          // the address may have changed meanwhile
          policy.requireStrong(newPassword, user.email());
          passwords.put(user.id(), hash);
          sessions.endOthers(user.id(), caller.sessionId());
          recordReplaced(user, UserAction.PASSWORD_CHANGED, origin);
          notices.sendPasswordChanged(user, personalKeys.listed(user.id()), origin);
          return user;
        });
  }

  private void requireSession(Caller.SignedInPerson caller) {
    if (!sessions.isLive(caller.id(), caller.sessionId())) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
  }

  /**
   * Sets the password by a mailed link, which also verifies the address. If it was never verified
   * before, somebody else may have set up the account, so the second factor is removed.
   *
   * @throws Failure {@code invalid_one_time_token}; {@code weak_password}, which keeps the link
   */
  void reset(ResetForm form, RequestOrigin stranger) {
    LiveToken token = live(form);
    User owner =
        directory
            .find(token.userId())
            .filter(User::isActive)
            .orElseThrow(PasswordService::invalidToken);
    policy.requireStrong(form.newPassword(), owner.email());
    // of concurrent uses of a link only one hashes a password; the others fail without
    transactions.inTurn(
        ContendedRow.of("password_reset", owner.id()),
        () -> reset(form, token, owner, stranger.by(owner.id())));
  }

  private User reset(ResetForm form, LiveToken token, User owner, RequestOrigin origin) {
    Runnable stillGood = () -> live(form);
    stillGood.run();
    String hash = hasher.hash(form.newPassword(), origin.client(), stillGood);
    return transactions.inTransaction(
        Accounts.row(owner.id()),
        () -> {
          User user = accounts.findActive(owner.id()).orElseThrow(PasswordService::invalidToken);
          if (!tokens.use(token)) {
            throw invalidToken();
          }
          User verified = UserPatch.toVerified(user.email()).applyTo(user);
          replacePassword(user, verified, hash, UserAction.PASSWORD_RESET, origin);
          return accounts.save(user, verified, UserAction.EMAIL_VERIFIED, origin);
        });
  }

  private LiveToken live(ResetForm form) {
    return tokens
        .find(form.token(), Set.of(TokenPurpose.RESET))
        .orElseThrow(PasswordService::invalidToken);
  }

  /**
   * Sets the password hash and ends all other access to the account. Call in a transaction that
   * holds a lock on the user.
   *
   * @param after the user as the transaction leaves it, who is notified
   */
  void replacePassword(
      User user, User after, String hash, UserAction action, RequestOrigin origin) {
    passwords.put(user.id(), hash);
    sessions.endAll(user.id());
    personalKeys.endAll(user.id(), origin);
    if (user.emailVerified()) {
      factors.reopen(user);
    } else {
      factors.remove(after, origin);
    }
    recordReplaced(after, action, origin);
    notices.send(after, AccountMail.PASSWORD_RESET, origin);
  }

  private void recordReplaced(User user, UserAction action, RequestOrigin origin) {
    tokens.voidAll(user.id());
    audit.record(origin, action, AuditTarget.user(user.id()));
  }

  static Failure invalidToken() {
    return Failure.of(UserCode.INVALID_ONE_TIME_TOKEN);
  }
}

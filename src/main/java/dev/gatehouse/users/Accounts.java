package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.mail.AccountMail;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.tokens.OneTimeTokens;
import java.time.Clock;
import java.util.Optional;

/**
 * Locks accounts and applies changes with all their side effects. Call everything in a transaction.
 */
final class Accounts {
  private final UserDao dao;
  private final OneTimeTokens tokens;
  private final Notices notices;
  private final AuditLog audit;
  private final Clock clock;

  Accounts(UserDao dao, OneTimeTokens tokens, Notices notices, AuditLog audit, Clock clock) {
    this.dao = dao;
    this.tokens = tokens;
    this.notices = notices;
    this.audit = audit;
    this.clock = clock;
  }

  /** The row to queue for before an account is changed. */
  static ContendedRow row(long id) {
    return ContendedRow.of("app_user", id);
  }

  User get(long id) {
    return find(id).orElseThrow(Failure::notFound);
  }

  Optional<User> find(long id) {
    return dao.findAndLock(id);
  }

  /** The account, unless it is disabled. */
  Optional<User> findActive(long id) {
    return find(id).filter(User::isActive);
  }

  /** The account that has the address once the lock is held. */
  Optional<User> findByEmail(String email) {
    return dao.findByEmailAndLock(email);
  }

  /** The caller's account; fails if it was deleted or disabled meanwhile. */
  User own(Caller.Person caller) {
    return findActive(caller.id()).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }

  /**
   * Saves a change. A change of address voids everything sent to the old one and notifies it.
   *
   * @throws Failure {@code email_taken}
   */
  User save(User before, User after, UserAction action, RequestOrigin origin) {
    if (after.equals(before)) {
      return before;
    }
    User saved = update(after);
    if (!after.email().equals(before.email())) {
      tokens.voidAll(after.id());
      notices.send(before, AccountMail.EMAIL_CHANGED, origin);
    }
    audit.record(
        origin,
        action,
        AuditTarget.user(after.id()),
        new ChangedFields()
            .nameOnly("full_name", before.fullName(), after.fullName())
            .nameOnly("email", before.email(), after.email())
            .field("is_active", before.isActive(), after.isActive())
            .field("is_admin", before.isAdmin(), after.isAdmin())
            .field(UserPatch.ROLES, before.roles(), after.roles())
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

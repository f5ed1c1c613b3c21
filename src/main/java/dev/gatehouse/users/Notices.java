package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.MailType;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.mfa.FactorListener;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.NetworkHistory;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells owners by mail what has happened to their accounts, in the transaction in which it happens.
 * Thread-safe.
 */
public final class Notices implements FactorListener {
  /** Whoever is that old has signed in before, though from nowhere that is remembered still. */
  private static final Duration YOUNG = Duration.ofDays(30);

  private final Mailer mailer;
  private final PreparedQuery<User> byId;
  private final AuditLog audit;
  private final Clock clock;

  public Notices(Mailer mailer, AuditLog audit, Database database, Clock clock) {
    this.mailer = mailer;
    this.byId = UserDao.byId(database);
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Goes to the address that the user has here, if that was ever verified: whoever signs up with
   * another's address must not have mails sent there. How many go is bounded too.
   */
  void send(User user, MailType type, RequestOrigin origin) {
    if (!user.emailVerified()) {
      return;
    }
    Recipient owner = new Recipient(user.id(), user.email());
    MailRequest notice = MailRequest.notice(owner, type, clock.instant(), origin.ip());
    if (!mailer.queueIfRoom(notice) && mailer.isFirstOverLimit(notice)) {
      audit.record(
          origin,
          UserAction.NOTICE_SUPPRESSED,
          AuditTarget.user(user.id()),
          Map.of("notice", type.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public void closed(long userId, RequestOrigin origin) {
    find(userId).ifPresent(user -> send(user, MailType.SECOND_FACTOR_CLOSED, origin));
  }

  @Override
  public void recoveryCodeUsed(long userId, RequestOrigin origin) {
    find(userId).ifPresent(user -> send(user, MailType.RECOVERY_CODE_USED, origin));
  }

  /** Tells of a sign-in from where the owner has not been; the very first one is no news. */
  public void signedIn(long userId, NetworkHistory network, RequestOrigin origin) {
    if (network != NetworkHistory.KNOWN) {
      find(userId)
          .filter(user -> network == NetworkHistory.NEW || !isYoung(user))
          .ifPresent(user -> send(user, MailType.SIGN_IN_FROM_NEW_NETWORK, origin));
    }
  }

  private boolean isYoung(User user) {
    return user.createdAt().plus(YOUNG).isAfter(clock.instant());
  }

  private Optional<User> find(long userId) {
    return byId.find(Map.of("id", userId));
  }
}

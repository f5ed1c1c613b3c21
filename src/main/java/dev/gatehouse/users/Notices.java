package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mail.AccountMail;
import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.mfa.FactorListener;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.NetworkHistory;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Notifies owners by mail of events of their accounts, in the transaction of the event.
 * Thread-safe.
 */
public final class Notices implements FactorListener {
  /** An older account has signed in before, even if no network is remembered. */
  private static final Duration YOUNG = Duration.ofDays(30);

  private final Mailer mailer;
  private final UserDirectory directory;
  private final AuditLog audit;
  private final Clock clock;

  public Notices(Mailer mailer, UserDirectory directory, AuditLog audit, Clock clock) {
    this.mailer = mailer;
    this.directory = directory;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Sends to the given user's address, but only if it was ever verified: nobody may have notices
   * sent to somebody else's address by signing up with it. The number is limited too.
   */
  public void send(User user, MailType type, RequestOrigin origin) {
    send(user, type, UnaryOperator.identity(), origin);
  }

  /** The same for the notice of a changed password, which lists the keys that still work. */
  void sendPasswordChanged(User user, String keys, RequestOrigin origin) {
    send(user, AccountMail.PASSWORD_CHANGED, notice -> notice.with(MailRequest.KEYS, keys), origin);
  }

  private void send(
      User user, MailType type, UnaryOperator<MailRequest> addition, RequestOrigin origin) {
    if (!user.emailVerified()) {
      return;
    }
    Recipient owner = new Recipient(user.id(), user.email());
    MailRequest notice =
        addition.apply(MailRequest.notice(owner, type, clock.instant(), origin.ip()));
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
    directory.find(userId).ifPresent(user -> send(user, AccountMail.SECOND_FACTOR_CLOSED, origin));
  }

  @Override
  public void recoveryCodeUsed(long userId, RequestOrigin origin) {
    directory.find(userId).ifPresent(user -> send(user, AccountMail.RECOVERY_CODE_USED, origin));
  }

  /** Notifies of a sign-in from a new network, except for the very first sign-in. */
  public void signedIn(long userId, NetworkHistory network, RequestOrigin origin) {
    if (network != NetworkHistory.KNOWN) {
      directory
          .find(userId)
          .filter(user -> network == NetworkHistory.NEW || !isYoung(user))
          .ifPresent(user -> send(user, AccountMail.SIGN_IN_FROM_NEW_NETWORK, origin));
    }
  }

  private boolean isYoung(User user) {
    return user.createdAt().plus(YOUNG).isAfter(clock.instant());
  }
}

package dev.gatehouse.users;

import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.tokens.OneTimeToken;
import dev.gatehouse.tokens.OneTimeTokens;
import dev.gatehouse.tokens.TokenPurpose;
import java.util.UUID;

/**
 * Sends links with one-time tokens, within the mailbox's limit. A token whose mail is not sent is
 * not stored, because it would displace one that has arrived. Call in a transaction that holds a
 * lock on the user.
 */
final class LinkMailer {
  private final Mailer mailer;
  private final OneTimeTokens tokens;

  LinkMailer(Mailer mailer, OneTimeTokens tokens) {
    this.mailer = mailer;
    this.tokens = tokens;
  }

  /** Sends the verification link if needed and within the limit. */
  void verification(User user) {
    if (isUnverified(user)) {
      OneTimeToken token = tokens.make(TokenPurpose.VERIFICATION);
      if (mailer.queueIfRoom(verification(user, token))) {
        tokens.store(token, user.id());
      }
    }
  }

  /**
   * Sends the verification link on request.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  void verificationOrThrow(User user) {
    if (isUnverified(user)) {
      OneTimeToken token = tokens.make(TokenPurpose.VERIFICATION);
      mailer.queue(verification(user, token));
      tokens.store(token, user.id());
    }
  }

  /**
   * Never fails: the requester must not learn whether the address has an account or is over its
   * limit.
   */
  void reset(User user) {
    OneTimeToken token = tokens.make(TokenPurpose.RESET);
    if (mailer.queueIfRoom(
        MailRequest.resetPassword(owner(user), token.text(), token.expiresAt()))) {
      tokens.store(token, user.id());
    }
  }

  /**
   * Checks that the mailbox is within its limit.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  void requireRoom(String email) {
    mailer.requireRoom(email);
  }

  /**
   * Sends the link that confirms a new address.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  void change(User user, String newEmail, UUID sessionId) {
    OneTimeToken token = tokens.make(TokenPurpose.EMAIL_CHANGE);
    Recipient newOwner = new Recipient(user.id(), newEmail);
    mailer.queue(MailRequest.confirmEmailChange(newOwner, token.text(), token.expiresAt()));
    tokens.storeChange(token, user.id(), newEmail, sessionId);
  }

  /** A disabled user has nothing to verify. */
  private static boolean isUnverified(User user) {
    return !user.emailVerified() && user.isActive();
  }

  private static MailRequest verification(User user, OneTimeToken token) {
    return MailRequest.verifyEmail(owner(user), token.text(), token.expiresAt());
  }

  private static Recipient owner(User user) {
    return new Recipient(user.id(), user.email());
  }
}

package dev.gatehouse.users;

import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.tokens.OneTimeToken;
import dev.gatehouse.tokens.OneTimeTokens;
import dev.gatehouse.tokens.TokenPurpose;
import java.util.UUID;

/**
 * Sends links with one-time tokens, as many as the mailbox may get. A token whose mail does not
 * leave is not kept, as it would push out one that has arrived. To be called in a transaction that
 * holds a lock on the user.
 */
final class LinkMailer {
  private final Mailer mailer;
  private final OneTimeTokens tokens;

  LinkMailer(Mailer mailer, OneTimeTokens tokens) {
    this.mailer = mailer;
    this.tokens = tokens;
  }

  /** Has the user prove the address, if the mailbox has room and there is anything to prove. */
  void verification(User user) {
    if (isUnverified(user)) {
      OneTimeToken token = tokens.make(TokenPurpose.VERIFICATION);
      if (mailer.queueIfRoom(verification(user, token))) {
        tokens.store(token, user.id());
      }
    }
  }

  /**
   * The same for whoever asks to.
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

  /** Whoever asks is not to learn whether anybody has the address, or how often that was asked. */
  void reset(User user) {
    OneTimeToken token = tokens.make(TokenPurpose.RESET);
    if (mailer.queueIfRoom(
        MailRequest.resetPassword(owner(user), token.text(), token.expiresAt()))) {
      tokens.store(token, user.id());
    }
  }

  /**
   * Looks whether a link could go to that address.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  void requireRoom(String email) {
    mailer.requireRoom(email);
  }

  /**
   * Sends the link that makes an address the user's.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  void change(User user, String newEmail, UUID sessionId) {
    OneTimeToken token = tokens.make(TokenPurpose.EMAIL_CHANGE);
    Recipient newOwner = new Recipient(user.id(), newEmail);
    mailer.queue(MailRequest.confirmEmailChange(newOwner, token.text(), token.expiresAt()));
    tokens.storeChange(token, user.id(), newEmail, sessionId);
  }

  /** There is nothing to prove by one who is disabled. */
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

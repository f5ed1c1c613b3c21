package dev.gatehouse.users;

import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Message;
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
final class Links {
  private final Mailer mailer;
  private final OneTimeTokens tokens;

  Links(Mailer mailer, OneTimeTokens tokens) {
    this.mailer = mailer;
    this.tokens = tokens;
  }

  /** Has the user prove the address; there is nothing to prove by one who is disabled. */
  void verification(User user) {
    if (user.emailVerified() || !user.isActive()) {
      return;
    }
    OneTimeToken token = tokens.make(TokenPurpose.VERIFICATION);
    if (mailer.queueIfRoom(Message.verifyEmail(owner(user), token.text(), token.expiresAt()))) {
      tokens.keep(token, user.id());
    }
  }

  void reset(User user) {
    OneTimeToken token = tokens.make(TokenPurpose.RESET);
    if (mailer.queueIfRoom(Message.resetPassword(owner(user), token.text(), token.expiresAt()))) {
      tokens.keep(token, user.id());
    }
  }

  /** Whether the link was sent. */
  boolean change(User user, String newEmail, UUID sessionId) {
    OneTimeToken token = tokens.make(TokenPurpose.EMAIL_CHANGE);
    Recipient newOwner = new Recipient(user.id(), newEmail);
    boolean sent =
        mailer.queueIfRoom(Message.confirmEmailChange(newOwner, token.text(), token.expiresAt()));
    if (sent) {
      tokens.keepChange(token, user.id(), newEmail, sessionId);
    }
    return sent;
  }

  private static Recipient owner(User user) {
    return new Recipient(user.id(), user.email());
  }
}

package dev.gatehouse.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server. A refusal by 5xx of the recipient or the mail is for good; everything else is for
 * now: no connection, a 4xx, and what only the operator can put right, a greeting, sign-in or
 * sender that is refused.
 */
final class SmtpOutbox implements Outbox {
  private static final int PERMANENT = 500;

  private final SmtpServer server;
  private final Session session;

  SmtpOutbox(SmtpServer server, Sender sender, SmtpServer.Patience patience) {
    this.server = server;
    this.session = Session.getInstance(server.properties(sender.address(), patience));
  }

  @Override
  public void deliver(Envelope envelope) throws Undelivered {
    MimeMessage mime;
    try {
      mime = envelope.toMime(session);
    } catch (MessagingException e) {
      throw Undelivered.forGood("no mail can be made of it: " + e.getClass().getSimpleName());
    }
    send(mime);
  }

  private void send(MimeMessage mime) throws Undelivered {
    Transport transport = transport();
    try {
      connect(transport);
      transport.sendMessage(mime, mime.getAllRecipients());
    } catch (MessagingException e) {
      throw judge(e);
    } finally {
      hangUp(transport);
    }
  }

  private void connect(Transport transport) throws Undelivered {
    try {
      transport.connect(
          server.host(),
          server.port(),
          server.user(),
          server.password() == null ? null : server.password().reveal());
    } catch (AuthenticationFailedException e) {
      throw Undelivered.forNow("SMTP: the sign-in of APP_SMTP_URL is refused");
    } catch (MessagingException e) {
      throw Undelivered.forNow("SMTP: no connection: " + rootOf(e));
    }
  }

  private Transport transport() {
    try {
      return session.getTransport();
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void hangUp(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // whatever was to be said has been said
    }
  }

  private static Undelivered judge(MessagingException failure) {
    for (@Nullable Exception each = failure; each != null; each = next(each)) {
      if (each instanceof SMTPAddressFailedException recipient) {
        return refused(recipient.getReturnCode());
      }
      if (each instanceof SMTPSendFailedException mail && mail.getReturnCode() > 0) {
        return mail.getCommand().startsWith("MAIL ")
            ? Undelivered.forNow("SMTP " + mail.getReturnCode() + " for the sender, APP_MAIL_FROM")
            : refused(mail.getReturnCode());
      }
    }
    return Undelivered.forNow("SMTP: connection lost: " + rootOf(failure));
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException mail ? mail.getNextException() : null;
  }

  private static Undelivered refused(int code) {
    String why = "SMTP " + code;
    return code >= PERMANENT ? Undelivered.forGood(why) : Undelivered.forNow(why);
  }

  /** Class names alone: messages quote the server. */
  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable cause = root; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName();
  }
}

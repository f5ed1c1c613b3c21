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
 * Sends mails to an SMTP server. Failures before authentication count as unreachable, because the
 * operator has to fix them. Later ones are refusals, and permanent only if the recipient's mailbox
 * does not exist.
 */
final class SmtpOutbox implements Outbox {
  private final SmtpServer server;
  private final Session session;

  SmtpOutbox(SmtpServer server, Sender sender, String ehlo, SmtpServer.Timeouts timeouts) {
    this.server = server;
    this.session = Session.getInstance(server.properties(sender.address(), ehlo, timeouts));
  }

  @Override
  public void deliver(RenderedMail mail) throws DeliveryException {
    MimeMessage mime;
    try {
      mime = mail.toMime(session);
    } catch (MessagingException e) {
      throw DeliveryException.permanent(
          "the mail cannot be composed: " + e.getClass().getSimpleName());
    }
    send(mime);
  }

  private void send(MimeMessage mime) throws DeliveryException {
    Transport transport = transport();
    try {
      connect(transport);
      transport.sendMessage(mime, mime.getAllRecipients());
    } catch (MessagingException e) {
      throw classify(e);
    } finally {
      hangUp(transport);
    }
  }

  private void connect(Transport transport) throws DeliveryException {
    try {
      transport.connect(
          server.host(),
          server.port(),
          server.user(),
          server.password() == null ? null : server.password().reveal());
    } catch (AuthenticationFailedException e) {
      throw DeliveryException.unreachable(server.name() + " refused the sign-in of APP_SMTP_URL");
    } catch (MessagingException e) {
      throw DeliveryException.unreachable(
          "the mail server %s cannot be reached: %s. Check host, port and scheme in APP_SMTP_URL, and that it takes connections from here"
              .formatted(server.name(), causeOf(e)));
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
      // the outcome is already known
    }
  }

  private DeliveryException classify(MessagingException failure) {
    for (@Nullable Exception each = failure; each != null; each = next(each)) {
      if (each instanceof SMTPAddressFailedException recipient && recipient.getReturnCode() > 0) {
        return recipientRefused(SmtpReply.of(recipient.getReturnCode(), recipient.getMessage()));
      }
      if (each instanceof SMTPSendFailedException mail && mail.getReturnCode() > 0) {
        boolean sender = mail.getCommand().startsWith("MAIL ");
        return refused(
            sender ? "the sender, APP_MAIL_FROM" : "the mail",
            SmtpReply.of(mail.getReturnCode(), mail.getMessage()));
      }
    }
    return DeliveryException.unreachable(
        "the connection to " + server.name() + " was lost: " + rootOf(failure));
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException mail ? mail.getNextException() : null;
  }

  private DeliveryException recipientRefused(SmtpReply reply) {
    DeliveryException refused = refused("the recipient", reply);
    return reply.isAboutMailbox()
        ? DeliveryException.permanent(String.valueOf(refused.getMessage()))
        : refused;
  }

  private DeliveryException refused(String what, SmtpReply reply) {
    return DeliveryException.refused("%s refused %s: %s".formatted(server.name(), what, reply));
  }

  private static String causeOf(MessagingException failure) {
    String root = rootOf(failure);
    return switch (root) {
      case "UnknownHostException" -> "its host is not known";
      case "ConnectException", "NoRouteToHostException" -> "nothing listens there (" + root + ")";
      case "SocketTimeoutException" -> "it does not answer in time";
      default -> root;
    };
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

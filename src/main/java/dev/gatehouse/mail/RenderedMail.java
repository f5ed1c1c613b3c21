package dev.gatehouse.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * A mail ready to be sent.
 *
 * @param to an address
 * @param messageId without the brackets
 * @param at when it was written
 */
record RenderedMail(
    Sender from, String to, String messageId, Instant at, MailTemplate.Content content) {
  private static final String CHARSET = StandardCharsets.UTF_8.name();

  /** The mail as an RFC 5322 message with a plain and an HTML part. */
  MimeMessage toMime(Session session) throws MessagingException {
    MimeMessage mime = new FixedIdMessage(session, "<" + messageId + ">");
    mime.setFrom(senderOf(from));
    mime.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to, true));
    mime.setSubject(content.subject(), CHARSET);
    mime.setSentDate(Date.from(at));
    // RFC 3834 section 5: suppresses automatic replies such as vacation notices
    mime.setHeader("Auto-Submitted", "auto-generated");
    mime.setHeader("X-Auto-Response-Suppress", "All");
    mime.setContent(new MimeMultipart("alternative", part("plain"), part("html")));
    mime.saveChanges();
    return mime;
  }

  private MimeBodyPart part(String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(subtype.equals("html") ? content.html() : content.text(), CHARSET, subtype);
    return part;
  }

  private static InternetAddress senderOf(Sender from) throws MessagingException {
    try {
      InternetAddress address = new InternetAddress(from.address(), false);
      address.setPersonal(from.name(), CHARSET);
      return address;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the Message-ID, which the library would generate anew each time. */
  private static final class FixedIdMessage extends MimeMessage {
    private final String messageId;

    FixedIdMessage(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}

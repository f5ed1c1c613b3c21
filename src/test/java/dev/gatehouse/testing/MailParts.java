package dev.gatehouse.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;

/** The decoded text and HTML parts of a mail. */
public record MailParts(String text, String html) {
  public static MailParts of(MimeMessage mime) {
    try {
      MimeMultipart parts = (MimeMultipart) mime.getContent();
      if (parts.getCount() != 2
          || !mime.isMimeType("multipart/alternative")
          || !parts.getBodyPart(0).isMimeType("text/plain")
          || !parts.getBodyPart(1).isMimeType("text/html")) {
        throw new AssertionError("not a mail with a text and an HTML part");
      }
      return new MailParts(
          (String) parts.getBodyPart(0).getContent(), (String) parts.getBodyPart(1).getContent());
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }
}

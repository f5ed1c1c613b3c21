package dev.gatehouse.testing;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails of one address. */
public final class Inbox {
  private static final Pattern LINK =
      Pattern.compile("http://localhost:8080/account/([a-z-]+)#token=([A-Za-z0-9_-]{43})\\s");

  private final MailServer server;
  private final String address;
  private int resets;
  private int confirmations;
  private int invitations;

  public Inbox(MailServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /** Waits for the next link for a new password and returns its token. */
  public String resetToken() {
    return token("reset-password", ++resets);
  }

  /** Waits for the next link to confirm an address and returns its token. */
  public String confirmationToken() {
    return token("verify-email", ++confirmations);
  }

  /** Waits for the next link of an invitation and returns its token. */
  public String invitationToken() {
    return token("accept-invitation", ++invitations);
  }

  /** Waits for a subject with these words and returns all subjects so far. */
  public List<String> awaitSubjects(String words) {
    await()
        .untilAsserted(
            () ->
                assertThat(subjects())
                    .as("subjects, one with \"%s\"; Service.log() may say why none came", words)
                    .anyMatch(each -> each.contains(words)));
    return subjects();
  }

  public List<String> subjects() {
    return server.mailsTo(address).stream().map(Inbox::subject).toList();
  }

  private String token(String page, int count) {
    await()
        .untilAsserted(
            () ->
                assertThat(tokens(page))
                    .as("links to %s among %s", page, subjects())
                    .hasSizeGreaterThanOrEqualTo(count));
    return tokens(page).get(count - 1);
  }

  private List<String> tokens(String page) {
    return server.mailsTo(address).stream()
        .map(mail -> LINK.matcher(mail.text()))
        .filter(Matcher::find)
        .filter(link -> link.group(1).equals(page))
        .map(link -> link.group(2))
        .toList();
  }

  private static String subject(MailServer.Received mail) {
    try {
      return mail.mime().getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}

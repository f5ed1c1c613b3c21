package dev.gatehouse.testing;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails of one address. */
public final class Inbox {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Pattern LINK =
      Pattern.compile("http://localhost:8080/account/([a-z-]+)#token=([A-Za-z0-9_-]{43})\\s");

  private final MailServer server;
  private final String address;
  private int resets;
  private int confirmations;

  public Inbox(MailServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /** The token of the next link for a new password, once it is there. */
  public String resetToken() {
    return await("reset-password", ++resets);
  }

  /** The token of the next link that confirms an address, once it is there. */
  public String confirmationToken() {
    return await("verify-email", ++confirmations);
  }

  /** The subjects so far, once there is one with these words. */
  public List<String> subjectsOnceThereIs(String words) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (subjects().stream().noneMatch(subject -> subject.contains(words))
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return subjects();
  }

  public List<String> subjects() {
    return server.mailsTo(address).stream().map(Inbox::subject).toList();
  }

  private String await(String page, int count) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    List<String> tokens = tokens(page);
    while (tokens.size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      tokens = tokens(page);
    }
    if (tokens.size() < count) {
      throw new AssertionError(
          "no link number " + count + " to " + page + ", but mails of " + subjects());
    }
    return tokens.get(count - 1);
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

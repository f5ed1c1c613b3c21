package dev.gatehouse.mail;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be told to whom. Names that people have given themselves are not in it: whoever signs
 * up with another's address would have the service carry a text of their own there.
 *
 * @param values what the letter's text leaves open
 */
public record MailRequest(Recipient to, MailType letter, Map<String, String> values) {
  static final String TOKEN = "token";
  static final String UNTIL = "until";
  static final String AT = "at";
  static final String IP = "ip";

  public MailRequest {
    values = Map.copyOf(values);
  }

  /**
   * The link that proves that the address is the user's.
   *
   * @param until when the token's time is over
   */
  public static MailRequest verifyEmail(Recipient to, String token, Instant until) {
    return link(to, MailType.VERIFY_EMAIL, token, until);
  }

  /** The link that makes the recipient's address the user's; it goes to the new address. */
  public static MailRequest confirmEmailChange(Recipient to, String token, Instant until) {
    return link(to, MailType.CONFIRM_EMAIL_CHANGE, token, until);
  }

  /** The link that lets its reader choose a new password. */
  public static MailRequest resetPassword(Recipient to, String token, Instant until) {
    return link(to, MailType.RESET_PASSWORD, token, until);
  }

  /**
   * Tells what has happened.
   *
   * @param ip the client's address
   */
  public static MailRequest notice(Recipient to, MailType type, Instant at, String ip) {
    if (!type.isNotice()) {
      throw new IllegalArgumentException(type + " is no notice");
    }
    return new MailRequest(to, type, Map.of(AT, at.toString(), IP, ip));
  }

  /** The token of its link, if it has one. */
  Optional<String> token() {
    return Optional.ofNullable(values.get(TOKEN));
  }

  private static MailRequest link(Recipient to, MailType type, String token, Instant until) {
    return new MailRequest(to, type, Map.of(TOKEN, token, UNTIL, until.toString()));
  }

  /** Without the values, one of which may be a live token. */
  @Override
  public String toString() {
    return "Message[" + letter + " to user " + to.userId() + "]";
  }
}

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
public record Message(Recipient to, Letter letter, Map<String, String> values) {
  static final String TOKEN = "token";
  static final String UNTIL = "until";
  static final String AT = "at";
  static final String IP = "ip";

  public Message {
    values = Map.copyOf(values);
  }

  /**
   * The link that proves that the address is the user's.
   *
   * @param until when the token's time is over
   */
  public static Message verifyEmail(Recipient to, String token, Instant until) {
    return link(to, Letter.VERIFY_EMAIL, token, until);
  }

  /** The link that makes the recipient's address the user's; it goes to the new address. */
  public static Message confirmEmailChange(Recipient to, String token, Instant until) {
    return link(to, Letter.CONFIRM_EMAIL_CHANGE, token, until);
  }

  /** The link that lets its reader choose a new password. */
  public static Message resetPassword(Recipient to, String token, Instant until) {
    return link(to, Letter.RESET_PASSWORD, token, until);
  }

  /**
   * Tells what has happened.
   *
   * @param ip the client's address
   */
  public static Message notice(Recipient to, Letter letter, Instant at, String ip) {
    if (!letter.isNotice()) {
      throw new IllegalArgumentException(letter + " is no notice");
    }
    return new Message(to, letter, Map.of(AT, at.toString(), IP, ip));
  }

  /** The token of its link, if it has one. */
  Optional<String> token() {
    return Optional.ofNullable(values.get(TOKEN));
  }

  private static Message link(Recipient to, Letter letter, String token, Instant until) {
    return new Message(to, letter, Map.of(TOKEN, token, UNTIL, until.toString()));
  }

  /** Without the values, one of which may be a live token. */
  @Override
  public String toString() {
    return "Message[" + letter + " to user " + to.userId() + "]";
  }
}

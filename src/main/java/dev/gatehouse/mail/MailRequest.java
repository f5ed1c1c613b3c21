package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mail to be sent. It never contains a user's chosen name: by signing up with somebody else's
 * address, anyone could make the service deliver text of their own. Names of API keys and service
 * accounts are not among those, as only a verified owner gets them, or the contact that somebody
 * with {@code clients:write} has named.
 *
 * @param letter the type of mail
 * @param values values for the template's placeholders; {@code {app}} is the service's name
 */
public record MailRequest(Recipient to, MailType letter, Map<String, String> values) {
  static final String APP = "app";
  static final String LINK = "link";
  static final String TOKEN = "token";

  /** The value of the list of API keys, one a line. */
  public static final String KEYS = "keys";

  /** A value that is a time, which the mail shows in UTC. */
  public static final String UNTIL = "until";

  static final String AT = "at";
  static final String IP = "ip";

  public MailRequest {
    values = Map.copyOf(values);
  }

  /**
   * The link that verifies the user's address.
   *
   * @param until when the token expires
   */
  public static MailRequest verifyEmail(Recipient to, String token, Instant until) {
    return link(to, AccountMail.VERIFY_EMAIL, token, until);
  }

  /** The link that confirms an address change; sent to the new address. */
  public static MailRequest confirmEmailChange(Recipient to, String token, Instant until) {
    return link(to, AccountMail.CONFIRM_EMAIL_CHANGE, token, until);
  }

  /** The link to choose a new password. */
  public static MailRequest resetPassword(Recipient to, String token, Instant until) {
    return link(to, AccountMail.RESET_PASSWORD, token, until);
  }

  /**
   * A notice of an event.
   *
   * @param ip the client's address
   */
  public static MailRequest notice(Recipient to, MailType type, Instant at, String ip) {
    if (!type.isNotice()) {
      throw new IllegalArgumentException(type + " is not a notice");
    }
    return new MailRequest(to, type, Map.of(AT, at.toString(), IP, ip));
  }

  /** The same mail with one value more. */
  public MailRequest with(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return new MailRequest(to, letter, more);
  }

  /** The token of the link, if there is one. */
  Optional<String> token() {
    return Optional.ofNullable(values.get(TOKEN));
  }

  /** The placeholders that are filled: a token becomes a link. */
  Set<String> placeholders() {
    Set<String> filled = new HashSet<>(values.keySet());
    filled.add(APP);
    if (filled.remove(TOKEN)) {
      filled.add(LINK);
    }
    return filled;
  }

  /**
   * A link to the page of the type.
   *
   * @param until when the token expires
   */
  public static MailRequest link(Recipient to, MailType type, String token, Instant until) {
    return new MailRequest(to, type, Map.of(TOKEN, token, UNTIL, until.toString()));
  }

  /** Omits the values, which may include a live token. */
  @Override
  public String toString() {
    return "MailRequest[" + letter + " of " + to.owner().text() + "]";
  }
}

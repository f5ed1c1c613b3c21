package dev.gatehouse.mail;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's reply to a command.
 *
 * @param code three digits (RFC 5321 section 4.2.1)
 * @param enhanced the enhanced status code (RFC 3463), if the server gave one
 */
record SmtpReply(int code, @Nullable String enhanced) {
  /** Each line of a reply has both codes (RFC 2034 section 4); some servers add a colon. */
  private static final Pattern LINE =
      Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\w.])", Pattern.MULTILINE);

  /** No such mailbox or domain, invalid address, moved, null MX, disabled. */
  private static final Set<String> NO_SUCH_MAILBOX =
      Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  private static final Set<Integer> NO_SUCH_MAILBOX_WITHOUT_ENHANCED = Set.of(550, 551, 553);
  private static final int PERMANENT = 500;

  static SmtpReply of(int code, @Nullable String text) {
    Matcher line = LINE.matcher(text == null ? "" : text);
    return new SmtpReply(code, line.find() ? line.group(1) : null);
  }

  /**
   * Whether a reply to RCPT says that the mailbox does not exist. Refusals for policy, reputation
   * or a full mailbox may be resolved.
   */
  boolean isAboutMailbox() {
    return code >= PERMANENT
        && (enhanced == null
            ? NO_SUCH_MAILBOX_WITHOUT_ENHANCED.contains(code)
            : NO_SUCH_MAILBOX.contains(enhanced));
  }

  /** The codes alone, because the server's text may contain an address. */
  @Override
  public String toString() {
    return enhanced == null ? String.valueOf(code) : code + " " + enhanced;
  }
}

package dev.gatehouse.mail;

import java.util.Locale;

/** Everything the service writes to people. Its text is the resource of the same name. */
public enum MailType {
  VERIFY_EMAIL(false),
  CONFIRM_EMAIL_CHANGE(false),
  RESET_PASSWORD(false),
  EMAIL_CHANGE_REQUESTED(true),
  EMAIL_CHANGED(true),
  PASSWORD_CHANGED(true),
  SECOND_FACTOR_ON(true),
  SECOND_FACTOR_OFF(true),
  RECOVERY_CODE_USED(true),
  SECOND_FACTOR_CLOSED(true),
  SIGN_IN_FROM_NEW_NETWORK(true);

  private final boolean notice;

  MailType(boolean notice) {
    this.notice = notice;
  }

  /** Whether it tells what has happened; the others carry a link that somebody asked for. */
  public boolean isNotice() {
    return notice;
  }

  String resource() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }
}

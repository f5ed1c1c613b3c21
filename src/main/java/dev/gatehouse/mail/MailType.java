package dev.gatehouse.mail;

import java.util.Locale;

/** All mails that the service sends. The template is the resource of the same name. */
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

  /** Whether it reports an event; the others carry a requested link. */
  public boolean isNotice() {
    return notice;
  }

  String resource() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }
}

package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;

/** The mails about accounts. */
public enum AccountMail implements MailType {
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

  AccountMail(boolean notice) {
    this.notice = notice;
  }

  @Override
  public boolean isNotice() {
    return notice;
  }
}

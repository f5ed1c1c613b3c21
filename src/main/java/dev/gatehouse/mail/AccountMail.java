package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mails about accounts. */
public enum AccountMail implements MailType {
  VERIFY_EMAIL(MailLinks.VERIFY_EMAIL),
  CONFIRM_EMAIL_CHANGE(MailLinks.VERIFY_EMAIL),
  RESET_PASSWORD(MailLinks.RESET_PASSWORD),
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGED,
  PASSWORD_CHANGED,
  /** By a link or by the operator, which ends all other access to the account. */
  PASSWORD_RESET,
  SECOND_FACTOR_ON,
  SECOND_FACTOR_OFF,
  RECOVERY_CODE_USED,
  SECOND_FACTOR_CLOSED,
  SIGN_IN_FROM_NEW_NETWORK;

  private final @Nullable String page;

  AccountMail() {
    this(null);
  }

  AccountMail(@Nullable String page) {
    this.page = page;
  }

  @Override
  public Optional<String> page() {
    return Optional.ofNullable(page);
  }
}

package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import org.jspecify.annotations.Nullable;

/**
 * The notices that are sent; all unless switched off.
 *
 * @param emailChangeRequested to the old address: a change was requested
 * @param emailChanged to the old address: the change was made
 * @param passwordChanged changed by its owner or by a reset
 * @param secondFactorOn the second factor was turned on
 * @param secondFactorOff the second factor was turned off, by anyone
 * @param recoveryCodeUsed a recovery code was used instead of the app
 * @param secondFactorClosed the second factor was closed after too many wrong codes
 * @param signInFromNewNetwork sign-in from a network the owner has not used lately
 */
public record NoticesConfig(
    Boolean emailChangeRequested,
    Boolean emailChanged,
    Boolean passwordChanged,
    Boolean secondFactorOn,
    Boolean secondFactorOff,
    Boolean recoveryCodeUsed,
    Boolean secondFactorClosed,
    Boolean signInFromNewNetwork) {
  public NoticesConfig {
    emailChangeRequested = unlessSwitchedOff(emailChangeRequested);
    emailChanged = unlessSwitchedOff(emailChanged);
    passwordChanged = unlessSwitchedOff(passwordChanged);
    secondFactorOn = unlessSwitchedOff(secondFactorOn);
    secondFactorOff = unlessSwitchedOff(secondFactorOff);
    recoveryCodeUsed = unlessSwitchedOff(recoveryCodeUsed);
    secondFactorClosed = unlessSwitchedOff(secondFactorClosed);
    signInFromNewNetwork = unlessSwitchedOff(signInFromNewNetwork);
  }

  static NoticesConfig all() {
    return new NoticesConfig(true, true, true, true, true, true, true, true);
  }

  /** Mails that are not about accounts are sent; their feature decides. */
  boolean wants(MailType type) {
    return !(type instanceof AccountMail account) || wants(account);
  }

  private boolean wants(AccountMail type) {
    return switch (type) {
      case VERIFY_EMAIL, CONFIRM_EMAIL_CHANGE, RESET_PASSWORD -> true;
      case EMAIL_CHANGE_REQUESTED -> emailChangeRequested;
      case EMAIL_CHANGED -> emailChanged;
      case PASSWORD_CHANGED, PASSWORD_RESET -> passwordChanged;
      case SECOND_FACTOR_ON -> secondFactorOn;
      case SECOND_FACTOR_OFF -> secondFactorOff;
      case RECOVERY_CODE_USED -> recoveryCodeUsed;
      case SECOND_FACTOR_CLOSED -> secondFactorClosed;
      case SIGN_IN_FROM_NEW_NETWORK -> signInFromNewNetwork;
    };
  }

  private static Boolean unlessSwitchedOff(@Nullable Boolean value) {
    return value == null || value;
  }
}

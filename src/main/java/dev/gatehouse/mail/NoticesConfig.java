package dev.gatehouse.mail;

import org.jspecify.annotations.Nullable;

/**
 * Which notices are sent; all of them unless switched off.
 *
 * @param emailChangeRequested to the old address: somebody has asked for another one
 * @param emailChanged to the old address: it is no longer the account's
 * @param passwordChanged by its owner or by a reset
 * @param secondFactorOn switched on
 * @param secondFactorOff switched off, by whomever
 * @param recoveryCodeUsed in place of a code of the app
 * @param secondFactorClosed after too many wrong codes
 * @param signInFromNewNetwork from where the owner has not signed in lately
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

  /** Whether the letter is sent. */
  boolean wants(MailType type) {
    return switch (type) {
      case VERIFY_EMAIL, CONFIRM_EMAIL_CHANGE, RESET_PASSWORD -> true;
      case EMAIL_CHANGE_REQUESTED -> emailChangeRequested;
      case EMAIL_CHANGED -> emailChanged;
      case PASSWORD_CHANGED -> passwordChanged;
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

package dev.gatehouse.mfa;

import java.util.Locale;

/** What a right code came from. */
public enum MfaMethod {
  TOTP,
  RECOVERY_CODE;

  /** For the audit trail. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

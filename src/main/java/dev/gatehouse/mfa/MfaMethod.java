package dev.gatehouse.mfa;

import java.util.Locale;

/** The source of a correct code. */
public enum MfaMethod {
  TOTP,
  RECOVERY_CODE;

  /** The name in the audit trail. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

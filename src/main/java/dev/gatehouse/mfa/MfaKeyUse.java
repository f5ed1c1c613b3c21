package dev.gatehouse.mfa;

import dev.gatehouse.platform.security.KeyUse;

enum MfaKeyUse implements KeyUse {
  SECRET("mfa/secret", "secrets of second factors, on which recovery codes depend");

  private final String label;
  private final String purpose;

  MfaKeyUse(String label, String purpose) {
    this.label = label;
    this.purpose = purpose;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String purpose() {
    return purpose;
  }
}

package dev.gatehouse.mfa;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum MfaKeyUse implements KeyUse {
  SECRET(
      "mfa/secret",
      "secrets of second factors, on which recovery codes depend",
      OnRekey.ENCRYPTED_ANEW);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  MfaKeyUse(String label, String purpose, OnRekey onRekey) {
    this.label = label;
    this.purpose = purpose;
    this.onRekey = onRekey;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String purpose() {
    return purpose;
  }

  @Override
  public OnRekey onRekey() {
    return onRekey;
  }
}

package dev.gatehouse.tokens;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum TokenKeyUse implements KeyUse {
  SIGNING_KEY("signing-key", "private parts of signing keys", OnRekey.REPLACED);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  TokenKeyUse(String label, String purpose, OnRekey onRekey) {
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

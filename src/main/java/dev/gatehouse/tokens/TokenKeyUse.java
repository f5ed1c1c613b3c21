package dev.gatehouse.tokens;

import dev.gatehouse.platform.security.KeyUse;

enum TokenKeyUse implements KeyUse {
  SIGNING_KEY("signing-key", "private parts of signing keys");

  private final String label;
  private final String purpose;

  TokenKeyUse(String label, String purpose) {
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

package dev.gatehouse.sessions;

import dev.gatehouse.platform.security.KeyUse;

enum SessionKeyUse implements KeyUse {
  REFRESH_TOKEN("refresh-token", "refresh tokens");

  private final String label;
  private final String purpose;

  SessionKeyUse(String label, String purpose) {
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

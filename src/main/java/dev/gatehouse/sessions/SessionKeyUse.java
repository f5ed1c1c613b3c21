package dev.gatehouse.sessions;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum SessionKeyUse implements KeyUse {
  REFRESH_TOKEN("refresh-token", "refresh tokens", OnRekey.ENDS);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  SessionKeyUse(String label, String purpose, OnRekey onRekey) {
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

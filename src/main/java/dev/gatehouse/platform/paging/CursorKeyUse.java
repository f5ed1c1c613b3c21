package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.security.KeyUse;

public enum CursorKeyUse implements KeyUse {
  POSITION("cursor", "cursors of lists"),
  NONCE("cursor/nonce", "nonces of cursors");

  private final String label;
  private final String purpose;

  CursorKeyUse(String label, String purpose) {
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

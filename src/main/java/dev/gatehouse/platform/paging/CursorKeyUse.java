package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

public enum CursorKeyUse implements KeyUse {
  POSITION("cursor", "cursors of lists", OnRekey.ENDS),
  NONCE("cursor/nonce", "nonces of cursors", OnRekey.ENDS);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  CursorKeyUse(String label, String purpose, OnRekey onRekey) {
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

package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum LimitKeyUse implements KeyUse {
  SUBJECT("rate-limit-subject", "counters of limits", OnRekey.FORGOTTEN),
  KNOWN_NETWORK("known-network", "networks that owners signed in from", OnRekey.FORGOTTEN);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  LimitKeyUse(String label, String purpose, OnRekey onRekey) {
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

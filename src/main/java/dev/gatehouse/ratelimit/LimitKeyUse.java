package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.KeyUse;

enum LimitKeyUse implements KeyUse {
  SUBJECT("rate-limit-subject", "counters of limits"),
  KNOWN_NETWORK("known-network", "networks that owners signed in from");

  private final String label;
  private final String purpose;

  LimitKeyUse(String label, String purpose) {
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

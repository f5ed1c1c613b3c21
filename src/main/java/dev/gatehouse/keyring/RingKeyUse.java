package dev.gatehouse.keyring;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

/** What is derived from the secret itself, as the keys of the ring must be unwrapped first. */
enum RingKeyUse implements KeyUse {
  WRAPPING("key-ring", "the key ring", OnRekey.WRAPPED_ANEW),
  WRAPPED_UNDER(
      "key-ring/secret", "which secret the key ring is wrapped under", OnRekey.WRAPPED_ANEW),
  SECRET_CHECK(
      "secret-check",
      "which secret an earlier release set the database up with",
      OnRekey.WRAPPED_ANEW);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  RingKeyUse(String label, String purpose, OnRekey onRekey) {
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

package dev.gatehouse.keyring;

import dev.gatehouse.platform.security.KeyUse;

/** What is derived from the secret itself, as the keys of the ring must be unwrapped first. */
enum RingKeyUse implements KeyUse {
  WRAPPING("key-ring", "the key ring"),
  WRAPPED_UNDER("key-ring/secret", "which secret the key ring is wrapped under"),
  SECRET_CHECK("secret-check", "which secret an earlier release set the database up with");

  private final String label;
  private final String purpose;

  RingKeyUse(String label, String purpose) {
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

package dev.gatehouse.idempotency;

import dev.gatehouse.platform.security.KeyUse;

enum IdempotencyKeyUse implements KeyUse {
  KEY("idempotency/key", "digests of idempotency keys"),
  BODY("idempotency/body", "digests of request bodies"),
  ANSWER("idempotency/answer", "stored responses");

  private final String label;
  private final String purpose;

  IdempotencyKeyUse(String label, String purpose) {
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

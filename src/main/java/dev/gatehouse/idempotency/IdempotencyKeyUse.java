package dev.gatehouse.idempotency;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum IdempotencyKeyUse implements KeyUse {
  KEY("idempotency/key", "digests of idempotency keys", OnRekey.FORGOTTEN),
  BODY("idempotency/body", "digests of request bodies", OnRekey.FORGOTTEN),
  ANSWER("idempotency/answer", "stored responses", OnRekey.FORGOTTEN);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  IdempotencyKeyUse(String label, String purpose, OnRekey onRekey) {
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

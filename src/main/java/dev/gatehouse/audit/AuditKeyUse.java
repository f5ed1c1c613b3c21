package dev.gatehouse.audit;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum AuditKeyUse implements KeyUse {
  CHAIN("audit-chain", "seals of the audit trail", OnRekey.SEALED),
  ADDRESS("audit-address", "digests of unknown addresses in the audit trail", OnRekey.STAYS),
  RETIRED(
      "audit-retired",
      "keys under which older parts of the audit trail were sealed",
      OnRekey.ENCRYPTED_ANEW);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  AuditKeyUse(String label, String purpose, OnRekey onRekey) {
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

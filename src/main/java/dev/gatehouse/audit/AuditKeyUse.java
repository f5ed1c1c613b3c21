package dev.gatehouse.audit;

import dev.gatehouse.platform.security.KeyUse;

enum AuditKeyUse implements KeyUse {
  CHAIN("audit-chain", "seals of the audit trail"),
  ADDRESS("audit-address", "digests of unknown addresses in the audit trail");

  private final String label;
  private final String purpose;

  AuditKeyUse(String label, String purpose) {
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

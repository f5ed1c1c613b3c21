package dev.gatehouse.audit;

import dev.gatehouse.platform.security.Permission;

public enum AuditPermission implements Permission {
  AUDIT_READ("Read the audit trail");

  private final String about;

  AuditPermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}

package dev.gatehouse.roles;

import dev.gatehouse.audit.AuditAction;

public enum RoleAction implements AuditAction {
  ROLE_CREATED,
  ROLE_UPDATED,
  ROLE_DELETED
}

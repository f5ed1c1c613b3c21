package dev.gatehouse.oauth2;

import dev.gatehouse.audit.AuditAction;

public enum OAuth2Action implements AuditAction {
  TOKEN_REVOKED
}

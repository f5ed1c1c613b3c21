package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditAction;

public enum SessionAction implements AuditAction {
  SESSION_CREATED,
  SESSION_ENDED,
  SESSION_RECOVERED,
  SESSION_REUSE_DETECTED
}

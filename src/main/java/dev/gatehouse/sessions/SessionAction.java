package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditAction;

/** What happens to sessions that is recorded. */
public enum SessionAction implements AuditAction {
  SESSION_CREATED,
  SESSION_ENDED,
  SESSION_RECOVERED,
  SESSION_REUSE_DETECTED
}

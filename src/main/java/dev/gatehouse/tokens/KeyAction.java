package dev.gatehouse.tokens;

import dev.gatehouse.audit.AuditAction;

enum KeyAction implements AuditAction {
  KEY_CREATED,
  KEY_ROTATED,
  KEY_RETIRED
}

package dev.gatehouse.wishes;

import dev.gatehouse.audit.AuditAction;

public enum WishAction implements AuditAction {
  WISH_ADDED,
  WISH_REMOVED
}

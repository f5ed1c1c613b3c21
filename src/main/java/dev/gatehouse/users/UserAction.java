package dev.gatehouse.users;

import dev.gatehouse.audit.AuditAction;

public enum UserAction implements AuditAction {
  USER_CREATED,
  USER_IMPORTED,
  USER_UPDATED,
  USER_DELETED,
  PASSWORD_CHANGED,
  PASSWORD_RESET,
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGED,
  EMAIL_VERIFIED,
  /** A notice was not sent because its mailbox is over the limit for that kind. */
  NOTICE_SUPPRESSED
}

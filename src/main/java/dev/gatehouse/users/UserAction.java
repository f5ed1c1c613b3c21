package dev.gatehouse.users;

import dev.gatehouse.audit.AuditAction;

/** What happens to accounts that is recorded. */
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
  /** A notice did not leave, as its mailbox has had its share of that kind. */
  NOTICE_SUPPRESSED
}

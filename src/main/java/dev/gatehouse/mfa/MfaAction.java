package dev.gatehouse.mfa;

import dev.gatehouse.audit.AuditAction;

public enum MfaAction implements AuditAction {
  MFA_ENABLED,
  MFA_DISABLED,
  MFA_RESET,
  MFA_FAILED,
  MFA_CLOSED,
  MFA_RECOVERY_CODE_USED
}

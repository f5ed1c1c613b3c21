package dev.gatehouse.signin;

import dev.gatehouse.audit.AuditAction;

/** What happens at the door that is recorded; who gets in has a session created. */
public enum SignInAction implements AuditAction {
  SIGNIN_FAILED,
  /** Refused by a limit: told once in its window. */
  SIGNIN_LIMITED
}

package dev.gatehouse.ratelimit;

import dev.gatehouse.audit.AuditAction;

/** Sign-ins and proofs that are refused; a sign-in that succeeds has a session created. */
public enum SignInAction implements AuditAction {
  SIGNIN_FAILED,
  /** Refused by a limit: told once in its window. */
  SIGNIN_LIMITED
}

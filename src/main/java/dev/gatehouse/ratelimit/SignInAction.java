package dev.gatehouse.ratelimit;

import dev.gatehouse.audit.AuditAction;

/** Refused sign-ins and proofs. A successful sign-in is recorded as a created session. */
public enum SignInAction implements AuditAction {
  SIGNIN_FAILED,
  /** Refused by a limit; recorded once per window. */
  SIGNIN_LIMITED
}

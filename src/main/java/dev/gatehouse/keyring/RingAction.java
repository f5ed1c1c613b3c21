package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditAction;

public enum RingAction implements AuditAction {
  RING_REWRAPPED,
  RING_REKEYED
}

package dev.gatehouse.jobs;

import dev.gatehouse.audit.AuditAction;

public enum JobAction implements AuditAction {
  JOB_RETRIED,
  JOB_CANCELLED
}

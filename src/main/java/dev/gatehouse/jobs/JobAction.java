package dev.gatehouse.jobs;

import dev.gatehouse.audit.AuditAction;

/** What administrators do with jobs that is recorded. */
public enum JobAction implements AuditAction {
  JOB_RETRIED,
  JOB_CANCELLED
}

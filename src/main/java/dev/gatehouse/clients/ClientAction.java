package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditAction;

public enum ClientAction implements AuditAction {
  CLIENT_CREATED,
  CLIENT_UPDATED,
  CLIENT_DELETED
}

package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditAction;

public enum ApiKeyAction implements AuditAction {
  APIKEY_CREATED,
  APIKEY_UPDATED,
  APIKEY_ROTATED,
  APIKEY_ENDED,
  APIKEY_REFUSED,
  APIKEY_USED_FROM_NEW_NETWORK
}

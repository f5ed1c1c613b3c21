package dev.gatehouse.products;

import dev.gatehouse.audit.AuditAction;

public enum ProductAction implements AuditAction {
  PRODUCT_CREATED,
  PRODUCT_UPDATED,
  PRODUCT_DELETED,
  PRODUCT_STOCK_MOVED,
  PRODUCT_IMPORTED
}

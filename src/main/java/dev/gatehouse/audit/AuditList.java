package dev.gatehouse.audit;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import java.time.Instant;

/** Pages of audit entries. */
final class AuditList {
  static final String AT = "at";

  private static final KeysetOrder.Key<AuditEntry> BY_TIME =
      new KeysetOrder.Key<>(AT, Instant::parse, entry -> entry.at().toString());

  private final KeysetQuery<AuditEntry> pages;

  AuditList(KeysetQuery<AuditEntry> pages) {
    this.pages = pages;
  }

  Page<AuditEntry> page(AuditSearch search) {
    PageRequest page = search.page();
    return new KeysetOrder<>(pages, BY_TIME, AuditEntry::id, page.sort())
        .page(page, search.filters());
  }
}

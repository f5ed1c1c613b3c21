package dev.gatehouse.audit;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.Sort;
import dev.gatehouse.platform.paging.Sorting;
import java.time.Instant;

/** Pages of audit entries. */
final class AuditList {
  private static final String AT = "at";

  static final Sorting SORTING = new Sorting("audit", Sort.descending(AT), AT);

  private static final KeysetOrder.Key<AuditEntry> BY_TIME =
      new KeysetOrder.Key<>(AT, Instant::parse, entry -> entry.at().toString());

  private final KeysetQuery<AuditEntry> pages;

  AuditList(KeysetQuery<AuditEntry> pages) {
    this.pages = pages;
  }

  Page<AuditEntry> page(AuditSearch search, PageRequest page) {
    return new KeysetOrder<>(pages, BY_TIME, AuditEntry::id, page.sort())
        .page(page, search.filters());
  }
}

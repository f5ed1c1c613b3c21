package dev.gatehouse.clients;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;

/** Pages of service accounts, by id. */
final class ServiceAccountList {
  private final KeysetQuery<ServiceAccount> pages;

  ServiceAccountList(KeysetQuery<ServiceAccount> pages) {
    this.pages = pages;
  }

  Page<ServiceAccount> page(ServiceAccountSearch search) {
    return new KeysetOrder<>(pages, null, ServiceAccount::id, search.page().sort())
        .page(search.page(), new Filters());
  }
}

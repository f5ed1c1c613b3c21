package dev.gatehouse.roles;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;

/** Pages of roles, by name. */
final class RoleList {
  private static final KeysetOrder.Key<Role> NAME =
      new KeysetOrder.Key<>("name", text -> text, Role::name);

  private final KeysetQuery<Role> pages;

  RoleList(KeysetQuery<Role> pages) {
    this.pages = pages;
  }

  Page<Role> page(RoleSearch search) {
    return new KeysetOrder<>(pages, NAME, Role::id, search.page().sort())
        .page(search.page(), new Filters());
  }
}

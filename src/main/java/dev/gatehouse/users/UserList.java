package dev.gatehouse.users;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import java.time.Instant;
import java.util.Map;

/** Pages of accounts. */
final class UserList {
  private static final Map<String, KeysetOrder.Key<User>> KEYS =
      Map.of(
          "created_at",
          new KeysetOrder.Key<>("created_at", Instant::parse, user -> user.createdAt().toString()),
          "email",
          new KeysetOrder.Key<>("email", text -> text, User::email));

  private final KeysetQuery<User> pages;

  UserList(KeysetQuery<User> pages) {
    this.pages = pages;
  }

  Page<User> page(UserSearch search) {
    PageRequest page = search.page();
    return new KeysetOrder<>(pages, KEYS.get(page.sort().field()), User::id, page.sort())
        .page(page, search.filters());
  }
}

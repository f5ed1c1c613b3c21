package dev.gatehouse.users;

import dev.gatehouse.platform.http.Keyset;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.Sort;
import dev.gatehouse.platform.http.Sorting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The list of accounts, page by page. */
final class UserList {
  static final Sorting SORTING =
      new Sorting("users", Sort.ascending("id"), "id", "created_at", "email");

  private static final Map<String, Keyset.Key> KEYS =
      Map.of(
          "created_at", new Keyset.Key("created_at", Instant::parse),
          "email", new Keyset.Key("email", text -> text));
  private static final Map<String, Function<User, String>> VALUES =
      Map.of("created_at", user -> user.createdAt().toString(), "email", User::email);

  private final UserDao dao;

  UserList(UserDao dao) {
    this.dao = dao;
  }

  Page<User> page(UserSearch search, PageRequest page) {
    String field = page.sort().field();
    Keyset.Key key = KEYS.get(field);
    Keyset keyset = key == null ? Keyset.byId(page) : Keyset.by(key, page);
    UserSearch.Sql filters = search.toSql();
    List<User> rows =
        dao.list(
            keyset.where(filters.conditions()),
            keyset.order(),
            keyset.bind(filters.values()),
            page.fetch());
    Function<User, String> value = VALUES.get(field);
    return page.of(
        rows,
        user ->
            value == null
                ? List.of(Long.toString(user.id()))
                : List.of(value.apply(user), Long.toString(user.id())));
  }
}

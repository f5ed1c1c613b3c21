package dev.gatehouse.users;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.PreparedQuery;
import java.util.Map;
import java.util.Optional;

/** Reads accounts, for any feature. Thread-safe. */
public final class UserDirectory {
  private final PreparedQuery<User> byId;

  public UserDirectory(Database database) {
    this.byId = UserDao.byId(database);
  }

  /** The account as it is now, not locked; empty if there is none, or none any more. */
  public Optional<User> find(long id) {
    return byId.find(Map.of("id", id));
  }
}

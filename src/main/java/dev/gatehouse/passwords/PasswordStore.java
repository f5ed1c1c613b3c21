package dev.gatehouse.passwords;

import java.util.Optional;

/** The users' password hashes. Writes join the caller's transaction. */
public final class PasswordStore {
  private final PasswordDao dao;

  PasswordStore(PasswordDao dao) {
    this.dao = dao;
  }

  public Optional<String> findHash(long userId) {
    return dao.find(userId);
  }

  /** Stores or replaces the user's hash. */
  public void put(long userId, String hash) {
    dao.put(userId, hash);
  }

  /** Replaces the hash if it is still the expected one; false if it has changed in between. */
  public boolean replace(long userId, String expected, String hash) {
    return dao.replace(userId, expected, hash) == 1;
  }
}

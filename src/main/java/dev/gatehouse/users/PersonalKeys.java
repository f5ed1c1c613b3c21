package dev.gatehouse.users;

import dev.gatehouse.platform.security.RequestOrigin;

/** The API keys of people. */
public interface PersonalKeys {
  /** Ends all keys of a user, in a transaction that has locked the account. */
  void endAll(long userId, RequestOrigin origin);
}

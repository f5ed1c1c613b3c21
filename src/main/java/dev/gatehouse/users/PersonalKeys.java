package dev.gatehouse.users;

import dev.gatehouse.platform.security.RequestOrigin;

/** The API keys of people. */
public interface PersonalKeys {
  /** Ends all keys of a user, in a transaction that has locked the account. */
  void endAll(long userId, RequestOrigin origin);

  /**
   * Names and prefixes of the live keys of a user, for the owner: at most 20, one a line, and a
   * last line that says how many more there are. Empty if there is none.
   */
  String listed(long userId);
}

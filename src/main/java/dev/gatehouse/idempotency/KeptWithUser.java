package dev.gatehouse.idempotency;

/** What an answer to somebody unknown shows of a new user, who it is kept no longer than. */
public interface KeptWithUser {
  /** The user's id. */
  long id();
}

package dev.gatehouse.idempotency;

/** What an answer shows of a user, no longer than whom it is kept, whoever asked for it. */
public interface KeptWithUser {
  /** The user's id. */
  long id();
}

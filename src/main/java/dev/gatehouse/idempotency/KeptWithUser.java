package dev.gatehouse.idempotency;

/** Marks an answer that shows a user: its stored copy is deleted with that user. */
public interface KeptWithUser {
  /** The user's id. */
  long id();
}

package dev.gatehouse.idempotency;

/** Marks an answer that shows a user: its stored copy is deleted with that user. */
public interface DeletedWithUser {
  /** The user's id. */
  long id();
}

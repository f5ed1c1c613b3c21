package dev.gatehouse.idempotency;

/** Marks a response that shows a user: its stored copy is deleted with that user. */
public interface DeletedWithUser {
  long id();
}

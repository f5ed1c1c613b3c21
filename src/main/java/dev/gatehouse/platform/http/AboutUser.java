package dev.gatehouse.platform.http;

/** What an answer shows of a user, so that it is kept no longer than they are there. */
public interface AboutUser {
  /** The user's id. */
  long id();
}

package dev.gatehouse.platform.security;

import java.security.Principal;
import java.util.UUID;

/** The signed-in user who makes a request, as the access token and the database both say. */
public interface Caller extends Principal {
  /** The user's id. */
  long id();

  boolean isAdmin();

  /** The session that the access token belongs to. */
  UUID sessionId();

  @Override
  default String getName() {
    return Long.toString(id());
  }
}

package dev.gatehouse.platform.security;

import java.security.Principal;
import java.util.UUID;

/** The signed-in user of a request, according to both the access token and the database. */
public interface Caller extends Principal {
  long id();

  boolean isAdmin();

  /** The session of the access token. */
  UUID sessionId();

  /** Whether the caller has that one of {@link Rights}. */
  default boolean holds(String right) {
    return right.equals(Rights.ADMIN) && isAdmin();
  }

  @Override
  default String getName() {
    return Long.toString(id());
  }
}

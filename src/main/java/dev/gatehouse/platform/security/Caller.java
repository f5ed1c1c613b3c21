package dev.gatehouse.platform.security;

import java.security.Principal;
import java.util.UUID;

/** The signed-in user of a request, according to both the access token and the database. */
public interface Caller extends Principal {
  long id();

  /** The session of the access token. */
  UUID sessionId();

  /** Whether the caller holds the permission of that name. */
  boolean may(String permission);

  default boolean may(Permission permission) {
    return may(permission.text());
  }

  @Override
  default String getName() {
    return Long.toString(id());
  }
}

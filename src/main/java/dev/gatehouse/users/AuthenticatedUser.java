package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import java.util.UUID;

/**
 * The caller with the row that was read to recognise the caller, so that nothing reads it again.
 */
public record AuthenticatedUser(User user, UUID sessionId) implements Caller {
  @Override
  public long id() {
    return user.id();
  }

  @Override
  public boolean isAdmin() {
    return user.isAdmin();
  }

  /** The row of a caller. */
  static User of(Caller caller) {
    if (caller instanceof AuthenticatedUser signedIn) {
      return signedIn.user();
    }
    throw new IllegalArgumentException("a caller that was not signed in here");
  }
}

package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Permission;
import java.util.UUID;

/** The caller with the account that was read to authenticate, so that it is not read again. */
public record AuthenticatedUser(User user, UUID sessionId) implements Caller {
  @Override
  public long id() {
    return user.id();
  }

  @Override
  public boolean may(String permission) {
    return user.isAdmin() || Permission.isOfEverybody(permission);
  }

  /** The account of a caller. */
  static User of(Caller caller) {
    if (caller instanceof AuthenticatedUser signedIn) {
      return signedIn.user();
    }
    throw new IllegalArgumentException("the caller was not authenticated by this service");
  }
}

package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.roles.HeldPermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The caller with what was read to authenticate, so that it is not read again. */
public record AuthenticatedUser(User user, UUID sessionId, HeldPermissions held) implements Caller {
  /**
   * Whoever is signed in.
   *
   * @param permissions that the roles give
   */
  public static AuthenticatedUser of(User user, UUID sessionId, List<String> permissions) {
    return new AuthenticatedUser(
        user, sessionId, new HeldPermissions(user.isAdmin(), Set.copyOf(permissions)));
  }

  @Override
  public long id() {
    return user.id();
  }

  @Override
  public boolean may(String permission) {
    return held.contains(permission);
  }

  /** The account of a caller. */
  static User of(Caller caller) {
    return authenticated(caller).user();
  }

  /** The permissions that the caller held when the request came. */
  static HeldPermissions heldBy(Caller caller) {
    return authenticated(caller).held();
  }

  private static AuthenticatedUser authenticated(Caller caller) {
    if (caller instanceof AuthenticatedUser signedIn) {
      return signedIn;
    }
    throw new IllegalArgumentException("the caller was not authenticated by this service");
  }
}

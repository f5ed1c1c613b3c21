package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A person who signed in, with what was read to authenticate, so that it is not read again. */
public record AuthenticatedUser(User user, UUID sessionId, HeldPermissions held)
    implements Caller.SignedInPerson {
  /**
   * Whoever signed in.
   *
   * @param permissions that the roles give
   * @param scope of the session, if it has one
   */
  public static AuthenticatedUser of(
      User user, UUID sessionId, List<String> permissions, Optional<List<String>> scope) {
    return new AuthenticatedUser(
        user,
        sessionId,
        new HeldPermissions(user.isAdmin(), Set.copyOf(permissions), scope.map(Set::copyOf)));
  }

  @Override
  public long id() {
    return user.id();
  }

  public GivenRoles roles() {
    return new GivenRoles(user.isAdmin(), user.roles());
  }

  /** The account of a caller. */
  static User of(Caller.Person caller) {
    if (caller instanceof AuthenticatedUser signedIn) {
      return signedIn.user();
    }
    if (caller instanceof UserByKey byKey) {
      return byKey.user();
    }
    throw new IllegalArgumentException("the caller was not authenticated by this service");
  }
}

package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import java.util.List;
import java.util.Optional;

/** A person's program, with what was read to authenticate it. */
public record UserByKey(User user, Optional<Long> keyId, HeldPermissions held)
    implements Caller.PersonByKey {
  /**
   * A program that sent an API key.
   *
   * @param permissions that the roles of the user give
   * @param scope of the key
   */
  public static UserByKey of(User user, long keyId, List<String> permissions, List<String> scope) {
    return new UserByKey(
        user, Optional.of(keyId), AuthenticatedUser.heldBy(user, permissions, Optional.of(scope)));
  }

  @Override
  public long id() {
    return user.id();
  }
}

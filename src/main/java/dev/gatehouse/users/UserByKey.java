package dev.gatehouse.users;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import java.util.Optional;

/** A person's program, with what was read to authenticate it. */
public record UserByKey(User user, Optional<Long> keyId, HeldPermissions held)
    implements Caller.PersonByKey {
  @Override
  public long id() {
    return user.id();
  }
}

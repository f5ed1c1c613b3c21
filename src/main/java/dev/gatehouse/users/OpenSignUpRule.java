package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** While sign-up is closed, lets only those create accounts who may change any. */
final class OpenSignUpRule implements AccessRule {
  private final boolean isClosed;

  OpenSignUpRule(boolean isClosed) {
    this.isClosed = isClosed;
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (isClosed && caller.filter(known -> known.may(UserPermission.USERS_WRITE)).isEmpty()) {
      throw Failure.of(UserCode.SIGNUP_CLOSED);
    }
  }
}

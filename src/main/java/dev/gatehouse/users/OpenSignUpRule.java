package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Lets only administrators create accounts while sign-up is closed. */
final class OpenSignUpRule implements AccessRule {
  private final boolean isClosed;

  OpenSignUpRule(boolean isClosed) {
    this.isClosed = isClosed;
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (isClosed && !caller.map(Caller::isAdmin).orElse(false)) {
      throw Failure.of(UserCode.SIGNUP_CLOSED);
    }
  }
}

package dev.gatehouse.wishes;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.signin.SignInCode;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserDirectory;
import java.util.Optional;

/** Lets only users wish whose address is verified, because they are to get mail. */
final class VerifiedRule implements AccessRule {
  private final UserDirectory users;

  VerifiedRule(UserDirectory users) {
    this.users = users;
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (!caller
        .flatMap(user -> user.actor().personId())
        .flatMap(users::find)
        .map(User::emailVerified)
        .orElse(false)) {
      throw Failure.of(SignInCode.EMAIL_UNVERIFIED);
    }
  }
}

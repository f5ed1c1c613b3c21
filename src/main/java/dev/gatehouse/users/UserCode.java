package dev.gatehouse.users;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why something cannot be done to an account. */
public enum UserCode implements ProblemCode {
  EMAIL_TAKEN(Kind.CONFLICT, "Email taken"),
  INVALID_ONE_TIME_TOKEN(
      Kind.MALFORMED, "The link has been used, has expired, or is not one of this service"),
  LAST_ADMIN(Kind.CONFLICT, "This is the last active administrator"),
  SIGNUP_CLOSED(Kind.FORBIDDEN, "Only an administrator creates accounts here");

  private final Kind kind;
  private final String error;

  UserCode(Kind kind, String error) {
    this.kind = kind;
    this.error = error;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String error() {
    return error;
  }
}

package dev.gatehouse.users;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum UserCode implements ProblemCode {
  EMAIL_TAKEN(FailureKind.CONFLICT, "Email taken"),
  INVALID_ONE_TIME_TOKEN(
      FailureKind.MALFORMED, "The link has been used, has expired, or is not one of this service"),
  LAST_ADMIN(FailureKind.CONFLICT, "This is the last active administrator"),
  SIGNUP_CLOSED(FailureKind.FORBIDDEN, "Sign-up is closed");

  private final FailureKind failureKind;
  private final String error;

  UserCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public String error() {
    return error;
  }
}

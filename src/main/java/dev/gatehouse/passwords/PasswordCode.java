package dev.gatehouse.passwords;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum PasswordCode implements ProblemCode {
  WEAK_PASSWORD(FailureKind.INVALID, "The password is too easy to guess"),
  WRONG_PASSWORD(FailureKind.FORBIDDEN, "The current password is wrong");

  private final FailureKind failureKind;
  private final String error;

  PasswordCode(FailureKind failureKind, String error) {
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

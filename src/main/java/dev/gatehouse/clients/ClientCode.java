package dev.gatehouse.clients;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Problem codes of programs. */
enum ClientCode implements ProblemCode {
  ACCOUNT_INACTIVE(FailureKind.CONFLICT, "The service account is not active"),
  TOO_MANY_KEYS(FailureKind.CONFLICT, "There are too many API keys");

  private final FailureKind failureKind;
  private final String error;

  ClientCode(FailureKind failureKind, String error) {
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

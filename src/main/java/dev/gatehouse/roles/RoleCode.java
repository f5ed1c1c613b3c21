package dev.gatehouse.roles;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum RoleCode implements ProblemCode {
  ROLE_IN_USE("Somebody has the role");

  private final String error;

  RoleCode(String error) {
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.CONFLICT;
  }

  @Override
  public String error() {
    return error;
  }
}
